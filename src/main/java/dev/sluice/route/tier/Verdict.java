package dev.sluice.route.tier;

/**
 * What the rules make of a request.
 *
 * @param tier what it looks like
 * @param floor the lowest tier that anybody may give it, whatever they think
 * @param confidence from 0 to 1
 * @param reason why, in a few words; never content
 */
record Verdict(Tier tier, Tier floor, double confidence, String reason) {
  /** From here on a verdict is followed without asking anybody. */
  static final double SURE = 0.7;

  /** What no words can change. */
  static final double CERTAIN = 1;

  private static final double DOUBT = 0.5;

  /** A verdict to rely on; a sure COMPLEX is its own floor. */
  static Verdict sure(Tier tier, double confidence, String reason) {
    return new Verdict(tier, tier == Tier.COMPLEX ? tier : Tier.SIMPLE, confidence, reason);
  }

  /** A verdict in doubt. */
  static Verdict unsure(Tier tier, Tier floor, String reason) {
    return new Verdict(tier.atLeast(floor), floor, DOUBT, reason);
  }

  boolean isSure() {
    return confidence >= SURE;
  }

  /** The same request, of which more is asked than its text says. */
  Verdict atLeast(Tier floor, String why) {
    Tier higher = this.floor.atLeast(floor);
    return tier.compareTo(floor) >= 0
        ? new Verdict(tier, higher, confidence, reason)
        : new Verdict(floor, higher, confidence, why);
  }

  /** The same request, whose tier cannot be told because of this. */
  Verdict doubted(String why) {
    return isSure() && tier != Tier.COMPLEX ? new Verdict(tier, floor, DOUBT, why) : this;
  }
}
