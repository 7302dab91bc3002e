package dev.sluice.view;

import dev.sluice.exchange.Ending;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.message.Usage;
import dev.sluice.price.Cost;
import java.util.concurrent.atomic.LongAdder;

/** Running sums that many threads add to at little cost. */
final class Sums {
  private final LongAdder calls = new LongAdder();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder unpriced = new LongAdder();
  private final LongAdder input = new LongAdder();
  private final LongAdder write5m = new LongAdder();
  private final LongAdder write1h = new LongAdder();
  private final LongAdder read = new LongAdder();
  private final LongAdder output = new LongAdder();
  private final LongAdder cost = new LongAdder();
  private final LongAdder without = new LongAdder();
  private final LongAdder saved = new LongAdder();

  void add(LedgerEntry entry) {
    calls.increment();
    switch (entry.outcome().cache()) {
      case HIT, SEMANTIC -> hits.increment();
      case MISS -> misses.increment();
      case BYPASS, OFF -> {}
    }
    if (entry.outcome().ending() != Ending.COMPLETE) {
      failed.increment();
    }
    addTokens(entry.usage());
    addMoney(entry.money().cost(), entry.money().without());
  }

  private void addTokens(Usage usage) {
    add(input, usage.input());
    add(write5m, usage.cacheWrite5m());
    add(write1h, usage.cacheWrite1h());
    add(read, usage.cacheRead());
    add(output, usage.output());
  }

  private void addMoney(Cost paid, Cost instead) {
    add(cost, paid.nanosOrZero());
    add(without, instead.nanosOrZero());
    if (paid instanceof Cost.Priced(long a) && instead instanceof Cost.Priced(long b)) {
      add(saved, b - a);
    } else {
      unpriced.increment();
    }
  }

  private static void add(LongAdder sum, long amount) {
    if (amount != 0) {
      sum.add(amount);
    }
  }

  Totals totals() {
    return new Totals(
        calls.sum(),
        hits.sum(),
        misses.sum(),
        failed.sum(),
        unpriced.sum(),
        new Totals.Tokens(input.sum(), write5m.sum(), write1h.sum(), read.sum(), output.sum()),
        cost.sum(),
        without.sum(),
        saved.sum());
  }
}
