package dev.sluice.route.tier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Routing of requests to cheaper models.
 *
 * @param enabled on or off; null follows the profile. The model name {@code auto} is always routed
 * @param downgrade whether a model that the client named may be replaced by a cheaper one; null
 *     follows the profile
 * @param upgrade whether it may be replaced by a dearer one
 * @param tiers the models
 * @param classifier a small model that is asked where the rules are not sure, null for none
 * @param dailyUsd the day's cost above which requests in doubt go to the lower tier, null for none
 */
public record RoutingConfig(
    @Nullable Boolean enabled,
    @Nullable Boolean downgrade,
    boolean upgrade,
    Tiers tiers,
    @Nullable ClassifierConfig classifier,
    @Nullable Double dailyUsd) {

  /** As the profile has it, downwards only, no classifier. */
  public static final RoutingConfig DEFAULT =
      new RoutingConfig(null, null, false, Tiers.DEFAULT, null, null);

  /** Checks the ranges. */
  public RoutingConfig {
    if (dailyUsd != null && dailyUsd <= 0) {
      throw new IllegalArgumentException("dailyUsd: " + dailyUsd + " (expected: more than 0)");
    }
  }

  /**
   * Which model serves which tier.
   *
   * @param simple short and mechanical work
   * @param moderate ordinary work
   * @param complex design, hard debugging, deep reasoning
   */
  public record Tiers(String simple, String moderate, String complex) {
    /** The newest of each line. */
    public static final Tiers DEFAULT =
        new Tiers("claude-haiku-4-5", "claude-sonnet-4-6", "claude-opus-4-6");

    /** Checks that each tier has a model. */
    public Tiers {
      named("simple", simple);
      named("moderate", moderate);
      named("complex", complex);
    }

    /** The model of a tier. */
    String of(Tier tier) {
      return switch (tier) {
        case SIMPLE -> simple;
        case MODERATE -> moderate;
        case COMPLEX -> complex;
      };
    }

    private static void named(String tier, String model) {
      if (model.isBlank() || model.equals("auto")) {
        throw new IllegalArgumentException(
            tier + ": `" + model + "` (expected: the name of a model)");
      }
    }
  }

  /**
   * The model that is asked where the rules are not sure.
   *
   * @param model its name
   * @param confidence the least confidence at which its word is taken, 0 to 1
   * @param timeout how long it may take
   */
  public record ClassifierConfig(String model, double confidence, Duration timeout) {
    /** A small and fast one. */
    public static final ClassifierConfig DEFAULT =
        new ClassifierConfig("claude-haiku-4-5", 0.7, Duration.ofMillis(1500));

    /** Checks the ranges. */
    public ClassifierConfig {
      if (model.isBlank()) {
        throw new IllegalArgumentException("model: empty (expected: the name of a model)");
      }
      if (confidence < 0 || confidence > 1) {
        throw new IllegalArgumentException("confidence: " + confidence + " (expected: 0 to 1)");
      }
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException(
            "timeout: " + timeout + " (expected: more than zero, such as 1500ms)");
      }
    }
  }
}
