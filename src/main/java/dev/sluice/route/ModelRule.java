package dev.sluice.route;

import org.jspecify.annotations.Nullable;

/**
 * One candidate for the model names that it matches.
 *
 * @param match a model name; {@code *} stands for any run of characters
 * @param provider the name of a configured provider
 * @param model the model name to ask for there, null to keep the client's
 * @param priority candidates of a lower number are tried first, 1 or more
 * @param weight share of the traffic within one priority, 1 or more
 */
public record ModelRule(
    String match, String provider, @Nullable String model, int priority, int weight) {

  /** What the binder starts from: any model, first priority, one share. */
  public static final ModelRule DEFAULT = new ModelRule("*", "anthropic", null, 1, 1);

  public ModelRule {
    if (match.isEmpty()) {
      throw new IllegalArgumentException("match: empty (expected: a model name or pattern)");
    }
    if (priority < 1) {
      throw new IllegalArgumentException("priority: " + priority + " (expected: 1 or more)");
    }
    if (weight < 1) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 1 or more)");
    }
  }
}
