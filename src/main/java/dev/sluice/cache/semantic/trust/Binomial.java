package dev.sluice.cache.semantic.trust;

/**
 * Exact confidence limits of a share (Clopper and Pearson, 1934): the limits beyond which what was
 * counted would have been less likely than allowed. Pure.
 */
public final class Binomial {
  private static final int STEPS = 60;

  private Binomial() {}

  /**
   * The share that is not exceeded with this confidence, of {@code events} in {@code trials}; 1
   * without trials.
   */
  public static double upper(long events, long trials, double confidence) {
    return events >= trials ? 1 : share(events, trials, 1 - confidence);
  }

  /** The share that is reached with this confidence; 0 without events. */
  public static double lower(long events, long trials, double confidence) {
    return events == 0 ? 0 : share(events - 1, trials, confidence);
  }

  /** The share at which at most {@code events} of {@code trials} have this probability. */
  private static double share(long events, long trials, double probability) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (atMost(events, trials, middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The probability of at most so many events; summed in logarithms, as factorials overflow. */
  private static double atMost(long events, long trials, double share) {
    double sum = 0;
    double chosen = trials * Math.log1p(-share);
    double odds = Math.log(share) - Math.log1p(-share);
    for (long k = 0; k <= events; k++) {
      sum += Math.exp(chosen);
      chosen += Math.log((double) (trials - k)) - Math.log((double) (k + 1)) + odds;
    }
    return Math.min(1, sum);
  }
}
