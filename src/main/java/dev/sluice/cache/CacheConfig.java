package dev.sluice.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The exact cache.
 *
 * @param enabled on or off; null follows the profile
 * @param ttl how long a reply is served, more than zero
 * @param maxEntries most replies kept, 1 or more; the least recently used go first
 * @param maxBytes most bytes kept, 1 or more
 * @param perUser whether {@code metadata} separates entries (a user id is in it)
 */
public record CacheConfig(
    @Nullable Boolean enabled, Duration ttl, int maxEntries, long maxBytes, boolean perUser) {

  /** As the profile has it; 24 h, 10,000 replies, 256 MiB. */
  public static final CacheConfig DEFAULT =
      new CacheConfig(null, Duration.ofHours(24), 10_000, 256L << 20, false);

  /** Checks the ranges. */
  public CacheConfig {
    if (!ttl.isPositive()) {
      throw new IllegalArgumentException(
          "ttl: " + ttl + " (expected: more than zero, such as 24h)");
    }
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries: " + maxEntries + " (expected: 1 or more)");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: 1 or more)");
    }
  }
}
