package dev.sluice.view;

import java.util.List;

/**
 * The rates of the sessions of one side.
 *
 * @param n how many
 * @param mean their mean, 0 for none
 * @param variance their variance, 0 for fewer than two
 */
record Sample(int n, double mean, double variance) {

  static Sample of(List<Comparison.Session> sessions, boolean held) {
    double[] rates =
        sessions.stream()
            .filter(session -> session.held() == held)
            .mapToDouble(Comparison.Session::rate)
            .toArray();
    double mean = 0;
    for (double rate : rates) {
      mean += rate / rates.length;
    }
    double squares = 0;
    for (double rate : rates) {
      squares += (rate - mean) * (rate - mean);
    }
    return new Sample(rates.length, mean, rates.length < 2 ? 0 : squares / (rates.length - 1));
  }

  /** The variance of the mean's logarithm. */
  double relativeError() {
    return variance / n / (mean * mean);
  }

  /** What this side adds to the denominator of Welch's degrees of freedom. */
  double share(double error) {
    return error * error / (n - 1);
  }
}
