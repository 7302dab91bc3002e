package dev.sluice.sim.rule;

import java.util.List;

/** Models that were served once; asking for one is answered in its own words. */
final class RetiredModels {
  private static final List<String> NAMES =
      List.of(
          "claude-opus-4-1",
          "claude-opus-4-0",
          "claude-opus-4-20",
          "claude-sonnet-4-0",
          "claude-sonnet-4-20",
          "claude-3-",
          "claude-2",
          "claude-instant");

  private RetiredModels() {}

  static boolean knows(String id) {
    return NAMES.stream().anyMatch(id::startsWith);
  }
}
