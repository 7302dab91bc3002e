package dev.sluice.rewrite.compaction;

import org.jspecify.annotations.Nullable;

/**
 * The provider's own compaction of long conversations ({@code compact_20260112}, spec anthropic-api
 * section 2.6).
 *
 * @param enabled on or off; null follows the profile
 * @param trigger input tokens at which the provider compacts, 50,000 or more
 * @param instructions replaces the provider's prompt for the summary, null keeps it
 */
public record CompactionConfig(
    @Nullable Boolean enabled, int trigger, @Nullable String instructions) {
  /** As the profile has it, at 150,000 tokens. */
  public static final CompactionConfig DEFAULT = new CompactionConfig(null, 150_000, null);

  /** Checks the ranges. */
  public CompactionConfig {
    if (trigger < 50_000) {
      throw new IllegalArgumentException("trigger: " + trigger + " (expected: 50000 or more)");
    }
    if (instructions != null && instructions.isBlank()) {
      throw new IllegalArgumentException("instructions: empty (expected: a text, or leave it out)");
    }
  }
}
