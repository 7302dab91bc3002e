package dev.sluice;

import dev.sluice.cache.CacheConfig;

/**
 * The mechanisms that save money.
 *
 * @param cache the exact cache of repeated requests
 */
public record SavingsConfig(CacheConfig cache) {
  /** Everything as the profile has it. */
  public static final SavingsConfig DEFAULT = new SavingsConfig(CacheConfig.DEFAULT);
}
