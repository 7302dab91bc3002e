package dev.sluice.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/**
 * What was measured: for each metric and contestant one value a round, in the order of the rounds.
 */
final class Figures {

  private final Map<Metric, Map<String, List<Double>>> values = new EnumMap<>(Metric.class);

  /** Adds the value of the next round; NaN is none. */
  void add(Metric metric, String contestant, double value) {
    if (!Double.isNaN(value)) {
      values
          .computeIfAbsent(metric, _ -> new HashMap<>())
          .computeIfAbsent(contestant, _ -> new ArrayList<>())
          .add(value);
    }
  }

  boolean has(Metric metric) {
    return values.containsKey(metric);
  }

  List<Double> of(Metric metric, String contestant) {
    return values.getOrDefault(metric, Map.of()).getOrDefault(contestant, List.of());
  }

  Optional<Spread> spread(Metric metric, String contestant) {
    return spread(of(metric, contestant));
  }

  /** A contestant's values divided by those of another in the same round. */
  Optional<Spread> ratio(Metric metric, String contestant, String to) {
    return spread(pairs(metric, contestant, to, (a, b) -> a / b));
  }

  /** A contestant's values less those of another in the same round. */
  Optional<Spread> added(Metric metric, String contestant, String over) {
    return spread(pairs(metric, contestant, over, (a, b) -> a - b));
  }

  private List<Double> pairs(Metric metric, String one, String other, DoubleBinaryOperator how) {
    List<Double> a = of(metric, one);
    List<Double> b = of(metric, other);
    List<Double> made = new ArrayList<>();
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      made.add(how.applyAsDouble(a.get(i), b.get(i)));
    }
    return made;
  }

  private static Optional<Spread> spread(List<Double> of) {
    return of.isEmpty() ? Optional.empty() : Optional.of(Spread.of(of));
  }
}
