package dev.sluice;

import dev.sluice.cache.CacheConfig;
import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig;
import dev.sluice.rewrite.compaction.CompactionConfig;
import dev.sluice.rewrite.reduce.ReduceConfig;
import dev.sluice.route.tier.RoutingConfig;

/**
 * The mechanisms that save money.
 *
 * @param cache the exact cache of repeated requests
 * @param semantic the cache of requests that mean the same
 * @param promptCache breakpoints for the provider's prompt cache
 * @param compaction the provider's compaction of long conversations
 * @param routing cheaper models for simpler work
 * @param reduce rules that send fewer tokens
 * @param holdout share of sessions that run without any of these, for comparison; 0 to 0.5
 */
public record SavingsConfig(
    CacheConfig cache,
    SemanticConfig semantic,
    PromptCacheConfig promptCache,
    CompactionConfig compaction,
    RoutingConfig routing,
    ReduceConfig reduce,
    double holdout) {
  /** Everything as the profile has it. */
  public static final SavingsConfig DEFAULT =
      new SavingsConfig(
          CacheConfig.DEFAULT,
          SemanticConfig.DEFAULT,
          PromptCacheConfig.DEFAULT,
          CompactionConfig.DEFAULT,
          RoutingConfig.DEFAULT,
          ReduceConfig.DEFAULT,
          0);

  /** Checks the ranges. */
  public SavingsConfig {
    if (holdout < 0 || holdout > 0.5) {
      throw new IllegalArgumentException("holdout: " + holdout + " (expected: 0 to 0.5)");
    }
  }
}
