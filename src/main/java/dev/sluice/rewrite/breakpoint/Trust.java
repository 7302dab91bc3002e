package dev.sluice.rewrite.breakpoint;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a prefix that should have been in the prompt cache was there. A provider that spreads
 * requests over several caches, or has none, loses it; after an hour without news it is tried
 * again. Not safe for several threads.
 */
final class Trust {
  private static final double FOUND = 4.75;
  private static final double LOOKED = 5;
  private static final double MEMORY = 40;
  private static final Duration GRUDGE = Duration.ofHours(1);

  private double found = FOUND;
  private double looked = LOOKED;
  private Instant last = Instant.EPOCH;

  /**
   * What is kept of it.
   *
   * @param found how many were found
   * @param looked of how many
   * @param last when that was last seen
   */
  record State(double found, double looked, Instant last) {}

  /** Nothing seen yet. */
  Trust() {}

  /** As it stood before. */
  Trust(State state) {
    found = Math.min(state.found, state.looked);
    looked = Math.max(1, state.looked);
    last = state.last;
  }

  State state() {
    return new State(found, looked, last);
  }

  /** One that should have been there was, or was not. */
  void saw(boolean there, Instant now) {
    looked++;
    found += there ? 1 : 0;
    last = now;
    if (looked > MEMORY) {
      found /= 2;
      looked /= 2;
    }
  }

  /** The share that is found, 0 to 1. */
  double share(Instant now) {
    if (Duration.between(last, now).compareTo(GRUDGE) > 0) {
      found = FOUND;
      looked = LOOKED;
    }
    return found / looked;
  }
}
