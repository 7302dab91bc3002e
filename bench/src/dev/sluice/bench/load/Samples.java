package dev.sluice.bench.load;

import java.util.Arrays;

/** Durations in nanoseconds, as many as come. One thread at a time. */
public final class Samples {

  private long[] values = new long[1 << 14];
  private int size;

  void add(long nanos) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = nanos;
  }

  /**
   * The value below which the share {@code p} (0 to 1) of the samples lies, in milliseconds; NaN
   * without samples.
   */
  public double millis(double p) {
    if (size == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, size);
    return values[Math.min(size - 1, (int) (p * size))] / 1e6;
  }
}
