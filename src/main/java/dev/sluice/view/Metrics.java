package dev.sluice.view;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Ending;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.price.ModelPrice;
import dev.sluice.price.PriceTable;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's Prometheus metrics. Counts are kept as integers and turned into dollars when they
 * are asked for. Every label has few values: models are those of the price table and {@code other},
 * the rest is configured or an enumeration.
 */
final class Metrics {
  static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;
  private static final String OTHER = "other";
  private static final double NANOS = 1e9;

  private final PriceTable prices;
  private final SavingsTally savings;
  private final Map<String, Sums> models = new ConcurrentHashMap<>();
  private final Map<Kind, LongAdder> kinds = new ConcurrentHashMap<>();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram total = histogram("request_duration", "Time of whole exchanges");
  private final Histogram firstByte = histogram("first_byte", "Time to the first byte of a reply");
  private final Histogram own = histogram("own_overhead", "What Sluice itself added");
  private volatile @Nullable GatewayFacts facts;

  /** What tells one count of requests from another. */
  private record Kind(Ending ending, CacheState cache, String provider) {}

  Metrics(PriceTable prices, SavingsTally savings) {
    this.prices = prices;
    this.savings = savings;
    requests();
    tokens();
    money();
    cacheBreaks();
    ledger();
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder()
        .classicOnly()
        .classicUpperBounds(
            .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30,
            60, 300)
        .name("sluice_" + name)
        .unit(Unit.SECONDS)
        .help(help)
        .withoutExemplars()
        .register(registry);
  }

  void add(LedgerEntry entry) {
    String provider = entry.served().provider();
    Kind kind =
        new Kind(
            entry.outcome().ending(),
            entry.outcome().cache(),
            provider.isEmpty() ? "none" : provider);
    kinds.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    models.computeIfAbsent(model(entry), _ -> new Sums()).add(entry);
    observe(total, entry.timings().total());
    observe(firstByte, entry.timings().firstByte());
    observe(own, entry.timings().own());
  }

  private static void observe(Histogram histogram, long nanos) {
    if (nanos >= 0) {
      histogram.observe(nanos / NANOS);
    }
  }

  private String model(LedgerEntry entry) {
    String served = entry.served().model();
    String named = served.isEmpty() ? entry.asked().model() : served;
    return prices.find(named).map(ModelPrice::id).orElse(OTHER);
  }

  private void requests() {
    counter(
        "sluice_requests_total",
        "Exchanges by how they ended",
        List.of("ending", "cache", "provider"),
        out ->
            kinds.forEach((kind, count) ->
                out.count(
                    count.sum(), kind.ending().word(), kind.cache().word(), kind.provider())));
    counter(
        "sluice_unpriced_requests_total",
        "Exchanges whose cost is not known, by model",
        List.of("model"),
        out -> each((model, sums) -> out.count(sums.unpriced(), model)));
  }

  private void tokens() {
    counter(
        "sluice_tokens_total",
        "Billed tokens by model and bucket",
        List.of("model", "bucket"),
        out ->
            each((model, sums) -> {
              Totals.Tokens tokens = sums.tokens();
              out.count(tokens.input(), model, "input");
              out.count(tokens.cacheWrite5m(), model, "cache_write_5m");
              out.count(tokens.cacheWrite1h(), model, "cache_write_1h");
              out.count(tokens.cacheRead(), model, "cache_read");
              out.count(tokens.output(), model, "output");
            }));
  }

  private void money() {
    counter(
        "sluice_cost_dollars_total",
        "Cost of priced exchanges by model",
        List.of("model"),
        out -> each((model, sums) -> out.dollars(sums.cost(), model)));
    // A gauge: a mechanism can lose money.
    gauge(
        "sluice_saved_dollars",
        "Saved since the process started, by mechanism",
        List.of("mechanism"),
        out -> savings.mechanisms().forEach(one -> out.dollars(one.saved(), one.mechanism())));
    counter(
        "sluice_savings_overhead_dollars_total",
        "Spent by the mechanisms themselves, off what they saved already",
        List.of("mechanism"),
        out -> savings.mechanisms().forEach(one -> out.dollars(one.spent(), one.mechanism())));
  }

  private void cacheBreaks() {
    counter(
        "sluice_cache_breaks_total",
        "Requests for which the provider's prompt cache gave less than it could have",
        List.of("kind"),
        out -> kinds(BreakSums::count).forEach((kind, count) -> out.count(count, kind)));
    counter(
        "sluice_cache_break_lost_tokens_total",
        "Tokens paid for again after such a break",
        List.of("kind"),
        out -> kinds(BreakSums::tokens).forEach((kind, tokens) -> out.count(tokens, kind)));
  }

  private Map<String, Long> kinds(ToLongFunction<BreakSums> what) {
    return savings.breaks().stream()
        .collect(groupingBy(BreakSums::kind, TreeMap::new, summingLong(what)));
  }

  private void ledger() {
    counter(
        "sluice_ledger_entries_total",
        "Ledger entries by what became of them",
        List.of("result"),
        out -> {
          GatewayFacts now = facts;
          out.count(now == null ? 0 : now.ledgerWritten(), "written");
          out.count(now == null ? 0 : now.ledgerDropped(), "dropped");
        });
    gauge(
        "sluice_cache_entries",
        "Replies in the exact cache",
        List.of(),
        out -> {
          GatewayFacts now = facts;
          out.count(now == null ? 0 : now.cacheEntries());
        });
  }

  private void counter(String name, String help, List<String> labels, Consumer<Samples> source) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(new String[0]))
        .callback(to -> source.accept(to::call))
        .register(registry);
  }

  private void gauge(String name, String help, List<String> labels, Consumer<Samples> source) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(new String[0]))
        .callback(to -> source.accept(to::call))
        .register(registry);
  }

  /** Takes the samples of one metric. */
  private interface Samples {
    void take(double value, String... labels);

    default void count(long value, String... labels) {
      take((double) value, labels);
    }

    default void dollars(long nanos, String... labels) {
      take(nanos / NANOS, labels);
    }
  }

  /** Takes one model's sums. */
  private interface Model {
    void take(String model, Totals sums);
  }

  private void each(Model model) {
    models.forEach((name, sums) -> model.take(name, sums.totals()));
  }

  void write(GatewayFacts now, OutputStream out) throws IOException {
    facts = now;
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }
}
