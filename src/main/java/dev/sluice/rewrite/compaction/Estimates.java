package dev.sluice.rewrite.compaction;

import dev.sluice.history.Prefix;

/** Token estimates of a prompt in the measure of its model. Pure. */
final class Estimates {
  private Estimates() {}

  /** Tokens of the messages before this one. */
  static long before(Prefix prefix, int message, double factor) {
    int tokens = 0;
    int system = 0;
    for (Prefix.Block block : prefix.blocks()) {
      if (block.part() != Prefix.Part.MESSAGE) {
        system = block.tokens();
      } else if (block.at() < message) {
        tokens = block.tokens();
      }
    }
    return Math.round(Math.max(0, tokens - system) * factor);
  }
}
