package dev.sluice.route.tier;

import dev.sluice.price.Claim;
import java.util.List;

/** Which model answers a request, and why. */
public sealed interface Choice {

  /** Why, in a few words; names of rules and models, never content. */
  String reason();

  /**
   * How sure whoever decided was, from 0 to 1: the classifier by its own word; the rules 0.75 for
   * ordinary work and 0.8 to 0.9 for what is mechanical or hard, by the kind of rule and not as a
   * measured share, 0.5 in doubt; 1 where settings, the request's needs or its conversation left no
   * choice.
   */
  double confidence();

  /** What this is to save, and what the decision itself spent. */
  List<Claim> claims();

  /**
   * The requested model.
   *
   * @param claims what was spent on the decision, mostly nothing
   */
  record Kept(double confidence, String reason, List<Claim> claims) implements Choice {
    public Kept {
      claims = List.copyOf(claims);
    }

    /** Kept at no cost. */
    public Kept(String reason) {
      this(Verdict.CERTAIN, reason, List.of());
    }
  }

  /**
   * Another model.
   *
   * @param model its name as configured
   * @param tier the tier that it serves
   */
  record Rerouted(String model, Tier tier, double confidence, String reason, List<Claim> claims)
      implements Choice {
    public Rerouted {
      claims = List.copyOf(claims);
    }
  }
}
