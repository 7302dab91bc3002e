package dev.sluice;

import dev.sluice.exchange.ExchangeIds;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.Worth;
import dev.sluice.listener.Downstream;
import dev.sluice.log.Log;
import dev.sluice.price.Cost;
import dev.sluice.price.PriceTable;
import dev.sluice.view.Dollars;
import dev.sluice.view.Meter;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens the ledger entry of each exchange and writes it when it closes. Safe for any thread. */
final class Entries {
  private static final Log LOG = Log.of("exchange");

  private final ExchangeIds ids;
  private final InstantSource clock;
  private final PriceTable prices;
  private final Ledger ledger;
  private final Meter meter;
  private final Worth worth;
  private final FirstSavings firsts = new FirstSavings();
  private final AtomicInteger underWay = new AtomicInteger();

  Entries(
      ExchangeIds ids,
      InstantSource clock,
      PriceTable prices,
      Ledger ledger,
      Meter meter,
      Worth worth) {
    this.ids = ids;
    this.clock = clock;
    this.prices = prices;
    this.ledger = ledger;
    this.meter = meter;
    this.worth = worth;
  }

  OpenEntry open(Downstream downstream) {
    underWay.incrementAndGet();
    return new OpenEntry(ids.next(), clock.instant(), downstream, this::write);
  }

  /** Exchanges that have begun and not ended. */
  int underWay() {
    return underWay.get();
  }

  /** What {@link Worth} knows a conversation by. */
  static String conversation(String tenant, String session) {
    return tenant + " " + session;
  }

  private void write(OpenEntry open) {
    try {
      LedgerEntry entry = open.entry(prices);
      ledger.record(entry);
      meter.add(entry);
      String conversation = conversation(entry.who().tenant(), entry.who().session());
      for (LedgerEntry.Saving saving : entry.money().savings()) {
        worth.add(conversation, saving.mechanism(), saving.nanos());
        firsts.saved(conversation, entry.id(), saving.mechanism(), saving.nanos());
      }
      log(entry);
    } finally {
      underWay.decrementAndGet();
    }
  }

  private static void log(LedgerEntry entry) {
    if (LOG.writes(dev.sluice.log.LogConfig.Level.INFO)) {
      LOG.info(
          "served",
          "exchange",
          entry.id(),
          "status",
          entry.outcome().status(),
          "ending",
          entry.outcome().ending().word(),
          "model",
          entry.asked().model(),
          "provider",
          entry.served().provider(),
          "cache",
          entry.outcome().cache().word(),
          "cost",
          entry.money().cost() instanceof Cost.Priced(long nanos)
              ? Dollars.exact(nanos)
              : "unpriced",
          "millis",
          entry.timings().total() / 1_000_000);
    }
  }
}
