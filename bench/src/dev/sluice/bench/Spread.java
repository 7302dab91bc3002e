package dev.sluice.bench;

import java.util.List;
import java.util.Locale;

/** Median, least and greatest of the rounds. */
record Spread(double median, double min, double max) {

  /** The spread of one value or more. */
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    double middle = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    return new Spread(middle, sorted.getFirst(), sorted.getLast());
  }

  @Override
  public String toString() {
    return min == max
        ? number(median)
        : number(median) + " (" + number(min) + " to " + number(max) + ")";
  }

  /** Three digits that matter. */
  static String number(double value) {
    double size = Math.abs(value);
    int places = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 0.095 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
