package dev.sluice.view;

import dev.sluice.ledger.LedgerEntry;
import dev.sluice.price.PriceTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/**
 * What the gateway has done since this process started, and today. Fed with every ledger entry;
 * answers {@code /proxy/stats} and Prometheus. Safe for any thread; adding is cheap and never
 * blocks.
 */
public final class Meter {
  /** The content type of {@link #prometheus}. */
  public static final String METRICS_TYPE = Metrics.TYPE;

  private final InstantSource clock;
  private final Instant started;
  private final Sums session = new Sums();
  private final Today today;
  private final SavingsTally savings = new SavingsTally();
  private final Arms arms = new Arms();
  private final Metrics metrics;

  /**
   * Begins at zero.
   *
   * @param zone whose midnight begins a new day
   * @param prices names the models that get a metric of their own; others count as {@code other}
   */
  public Meter(InstantSource clock, ZoneId zone, PriceTable prices) {
    this.clock = clock;
    this.started = clock.instant();
    this.today = new Today(zone, started);
    this.metrics = new Metrics(prices, savings);
  }

  /**
   * Adds to today what earlier processes recorded in the ledger of this data folder. May be called
   * at any time, once, on a platform thread.
   *
   * @throws NoLedger when there is none to read; the day then begins at zero
   */
  public void resume(Path data) throws NoLedger {
    Instant from = today.start();
    try (LedgerView view = LedgerView.open(data)) {
      today.resume(from, view.totals(from, started));
    }
  }

  /** Counts one exchange. */
  public void add(LedgerEntry entry) {
    session.add(entry);
    today.add(entry);
    savings.add(entry);
    arms.add(entry);
    metrics.add(entry);
  }

  /** The sums since this process started. */
  public Totals session() {
    return session.totals();
  }

  /** The sums of this day, earlier processes included where they were resumed. */
  public Totals today() {
    return today.totals(clock.instant());
  }

  /** What each mechanism did since this process started, the one that saved most first. */
  public List<MechanismSums> mechanisms() {
    return savings.mechanisms();
  }

  /** What broke the provider's prompt cache since this process started, the dearest cause first. */
  public List<BreakSums> cacheBreaks() {
    return savings.breaks();
  }

  /** The sessions since the first one that was held out: with savings against without. */
  public Comparison comparison() {
    return arms.comparison();
  }

  /** The JSON of {@code /proxy/stats} (spec seeds section 1.A, flat and grouped). */
  public String proxyStats(GatewayFacts facts) {
    return ProxyStats.json(this, facts);
  }

  /** Writes all metrics in Prometheus' text format; {@link #METRICS_TYPE} is its content type. */
  public void prometheus(GatewayFacts facts, OutputStream out) throws IOException {
    metrics.write(facts, out);
  }
}
