package dev.sluice.bench;

import dev.sluice.bench.load.Tally;

/**
 * Puts what one run gave into the figures. The metrics of a scenario follow each other in {@link
 * Metric}.
 */
record Recorder(Figures figures, String name, Tally tally, long cpuMicros) {

  /** CPU per request, requests a second, p50 and p99, from {@code cpu} on. */
  void requests(Metric cpu) {
    add(cpu, 0, perUnit(tally.replies));
    add(cpu, 1, tally.rate());
    add(cpu, 2, tally.latency.millis(0.5));
    add(cpu, 3, tally.latency.millis(0.99));
  }

  /** Latency p50 and p99. */
  void latency(Metric p50) {
    add(p50, 0, tally.latency.millis(0.5));
    add(p50, 1, tally.latency.millis(0.99));
  }

  /** CPU per event and events a second. */
  void events(Metric cpu) {
    add(cpu, 0, perUnit(tally.events));
    add(cpu, 1, tally.eventRate());
  }

  /** What {@link #events} gives, first byte and event delay. */
  void paced() {
    events(Metric.PACED_CPU);
    add(Metric.FIRST_P50, 0, tally.firstByte.millis(0.5));
    add(Metric.FIRST_P50, 1, tally.firstByte.millis(0.99));
    add(Metric.DELAY_P50, 0, tally.delay.millis(0.5));
    add(Metric.DELAY_P50, 1, tally.delay.millis(0.99));
  }

  private void add(Metric first, int offset, double value) {
    figures.add(Metric.values()[first.ordinal() + offset], name, value);
  }

  private double perUnit(long units) {
    return units == 0 ? Double.NaN : (double) cpuMicros / units;
  }
}
