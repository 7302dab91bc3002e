package dev.sluice.bench;

import java.util.List;
import java.util.Map;

/**
 * What a race gave.
 *
 * @param figures the values
 * @param names the contestants, direct first
 * @param requests how many requests each was sent
 * @param faults what went wrong, a line a run; must be empty
 * @param entries whether the gateway has counted every request, in words; empty if it does not tell
 * @param others the most that other processes used during one run, in cores
 * @param steal the most that the host took during one run, in cores
 * @param seconds how long it all took
 */
record Outcome(
    Figures figures,
    List<String> names,
    Map<String, Long> requests,
    List<String> faults,
    String entries,
    double others,
    double steal,
    long seconds) {

  /** More of the machine than this in other hands, in cores, spoils the figures. */
  private static final double QUIET = 0.15;

  boolean quiet() {
    return others < QUIET && steal < QUIET;
  }
}
