package dev.sluice.bench;

import java.util.List;
import java.util.Optional;

/**
 * A figure that the gateway is to reach, as the design sets it.
 *
 * @param title what it is
 * @param kind how the figure is obtained from the metric
 * @param metric what is measured
 * @param limit the greatest value that holds
 */
record Goal(String title, Kind kind, Metric metric, double limit) {

  /** How a goal's figure comes from the gateway's metric. */
  enum Kind {
    /** Divided by nginx's of the same round. */
    RATIO,
    /** Less what it is without a proxy in the same round. */
    ADDED,
    /** As it is. */
    PLAIN
  }

  static final List<Goal> ALL =
      List.of(
          new Goal("CPU per 1 KB request, x nginx", Kind.RATIO, Metric.SMALL_CPU, 2.5),
          new Goal("CPU per 20 KB request, x nginx", Kind.RATIO, Metric.MEDIUM_CPU, 4),
          new Goal("CPU per 200 KB request, x nginx", Kind.RATIO, Metric.LARGE_CPU, 3.5),
          new Goal("CPU per paced event, x nginx", Kind.RATIO, Metric.PACED_CPU, 1.7),
          new Goal("CPU per burst event, x nginx", Kind.RATIO, Metric.BURST_CPU, 2.2),
          new Goal("added latency at 300/s, p50 ms", Kind.ADDED, Metric.RATE_P50, 0.25),
          new Goal("added latency at 300/s, p99 ms", Kind.ADDED, Metric.RATE_P99, 1),
          new Goal("first byte added with 200 streams, p50 ms", Kind.ADDED, Metric.FIRST_P50, 0.5),
          new Goal("event delay with 200 streams, p50 ms", Kind.PLAIN, Metric.DELAY_P50, 0.2),
          new Goal("event delay with 200 streams, p99 ms", Kind.PLAIN, Metric.DELAY_P99, 1.5),
          new Goal("exact hit served at 300/s, p50 ms", Kind.PLAIN, Metric.HIT_P50, 0.5),
          new Goal("exact hit served at 300/s, p99 ms", Kind.PLAIN, Metric.HIT_P99, 5),
          new Goal("memory idle, MB", Kind.PLAIN, Metric.MEMORY_IDLE, 110),
          new Goal("memory with 1,000 streams, MB", Kind.PLAIN, Metric.MEMORY_HELD, 200),
          new Goal("start to the first proxied answer, s", Kind.PLAIN, Metric.START, 0.35));

  /** What the gateway reached, if it was measured. */
  Optional<Spread> reached(Figures figures) {
    return switch (kind) {
      case RATIO -> figures.ratio(metric, Contestant.GATEWAY, Contestant.NGINX);
      case ADDED -> figures.added(metric, Contestant.GATEWAY, Contestant.DIRECT);
      case PLAIN -> figures.spread(metric, Contestant.GATEWAY);
    };
  }

  /** Whether the median holds, holds within twice the limit, or does not. */
  String verdict(Spread reached) {
    if (reached.median() <= limit) {
      return "holds";
    }
    return reached.median() <= 2 * limit ? "within 2x" : "no";
  }
}
