package dev.sluice.route.tier;

import dev.sluice.price.Claim;
import java.util.List;

/** Which model answers a request, and why. */
public sealed interface Choice {

  /** Why, in a few words; names of rules and models, never content. */
  String reason();

  /** What this is to save, and what the decision itself spent. */
  List<Claim> claims();

  /**
   * The requested model.
   *
   * @param claims what was spent on the decision, mostly nothing
   */
  record Kept(String reason, List<Claim> claims) implements Choice {
    public Kept {
      claims = List.copyOf(claims);
    }

    /** Kept at no cost. */
    public Kept(String reason) {
      this(reason, List.of());
    }
  }

  /**
   * Another model.
   *
   * @param model its name as configured
   * @param tier the tier that it serves
   */
  record Rerouted(String model, Tier tier, String reason, List<Claim> claims) implements Choice {
    public Rerouted {
      claims = List.copyOf(claims);
    }
  }
}
