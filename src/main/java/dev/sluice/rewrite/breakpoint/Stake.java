package dev.sluice.rewrite.breakpoint;

import java.util.List;

/**
 * What a request that goes out is thought to cost more because of its markers.
 *
 * @param program whose it is
 * @param premium in tokens of fresh input
 * @param trial whether nothing speaks for it but a belief
 * @param odds where it counts that such a prefix was written
 */
record Stake(Program program, double premium, boolean trial, List<Odds> odds) {
  /** The provider has been paid for it, or may have been. */
  void paid() {
    odds.forEach(Odds::tried);
  }
}
