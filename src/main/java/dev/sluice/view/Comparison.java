package dev.sluice.view;

import java.util.List;

/**
 * What sessions cost with savings and without, by chance assigned to one or the other. A session
 * counts by its cost per 1,000 tokens that its client sent and got, so that long and short ones
 * compare; what the client sent is taken from the size of its requests, for savings change what
 * goes up. The output of a reply from a cache is not counted, which is to the disadvantage of
 * savings.
 */
public sealed interface Comparison {
  /** Fewer sessions than this on a side give no estimate. */
  int LEAST = 10;

  /** Sessions that ran without savings. */
  int held();

  /** Sessions that ran with them. */
  int treated();

  /**
   * Too few sessions for an estimate, or none that cost anything.
   *
   * @param held sessions without savings
   * @param treated sessions with savings
   */
  record TooFew(int held, int treated) implements Comparison {}

  /**
   * How much less sessions with savings cost, as a share: 0.4 is 40 % less, negative is dearer.
   *
   * @param held sessions without savings
   * @param treated sessions with savings
   * @param heldNanos mean cost of the former per 1,000 tokens, in nano-dollars
   * @param treatedNanos mean cost of the latter
   * @param saving {@code 1 - treatedNanos / heldNanos}
   * @param low lower end of its 95 % interval
   * @param high upper end
   */
  record Estimate(
      int held,
      int treated,
      double heldNanos,
      double treatedNanos,
      double saving,
      double low,
      double high)
      implements Comparison {}

  /**
   * One session.
   *
   * @param held whether it ran without savings
   * @param nanos what it cost
   * @param tokens what its client sent and got, more than 0
   */
  record Session(boolean held, double nanos, double tokens) {
    double rate() {
      return 1000 * nanos / tokens;
    }
  }

  /**
   * Compares by the ratio of the means; its interval is Welch's on the logarithm of that ratio
   * (standard errors by the delta method), which needs no equal variances and no seed.
   */
  static Comparison of(List<Session> sessions) {
    Sample held = Sample.of(sessions, true);
    Sample treated = Sample.of(sessions, false);
    boolean few = held.n() < LEAST || treated.n() < LEAST;
    if (few || held.mean() <= 0 || treated.mean() <= 0) {
      return new TooFew(held.n(), treated.n());
    }
    double a = held.relativeError();
    double b = treated.relativeError();
    double ratio = treated.mean() / held.mean();
    double freedom =
        (a + b) * (a + b) / Math.max(Double.MIN_NORMAL, held.share(a) + treated.share(b));
    double width = Student.quantile975(Math.max(LEAST - 1.0, freedom)) * Math.sqrt(a + b);
    return new Estimate(
        held.n(),
        treated.n(),
        held.mean(),
        treated.mean(),
        1 - ratio,
        1 - ratio * Math.exp(width),
        1 - ratio * Math.exp(-width));
  }
}
