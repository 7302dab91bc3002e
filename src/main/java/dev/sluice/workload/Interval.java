package dev.sluice.workload;

/**
 * The interval in which a share lies with a confidence of 95 %, by Wilson.
 *
 * @param low 0 to 1
 * @param high 0 to 1
 */
record Interval(double low, double high) {
  private static final double Z = 1.959964;

  /** Of a share that was counted; everything is possible where nothing was. */
  static Interval wilson(long part, long all) {
    if (all == 0) {
      return new Interval(0, 1);
    }
    double share = (double) part / all;
    double square = Z * Z;
    double middle = share + square / (2 * all);
    double reach = Z * Math.sqrt(share * (1 - share) / all + square / (4.0 * all * all));
    double scale = 1 + square / all;
    return new Interval(
        Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale));
  }

  @Override
  public String toString() {
    return "95 % interval " + Verdict.percent(low) + " to " + Verdict.percent(high);
  }
}
