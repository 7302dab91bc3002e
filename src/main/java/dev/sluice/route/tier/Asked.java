package dev.sluice.route.tier;

import dev.sluice.price.Claim;
import java.util.List;

/**
 * A request and what the routes may be that it can take.
 *
 * @param auto whether the client left the choice to Sluice
 * @param named the requested model; for {@code auto} the one that would do for anything
 * @param ceiling its tier
 * @param mayGoUp whether a better model than the named one may answer
 */
record Asked(
    Request request, boolean auto, String named, Tier ceiling, boolean mayGoUp, Needs needs) {

  /** The named model answers. */
  Choice keep(double confidence, String reason, List<Claim> claims) {
    return auto
        ? new Choice.Rerouted(named, Tier.COMPLEX, confidence, reason, claims)
        : new Choice.Kept(confidence, reason, claims);
  }
}
