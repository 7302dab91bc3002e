package dev.sluice.history;

import dev.sluice.message.Usage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the provider has a prompt in its cache, as its replies told. Token counts are the
 * provider's. Immutable.
 *
 * @param at start of the last request that wrote or read it, from which its lifetime runs
 * @param tokens how many tokens from the beginning
 * @param hour how many of them are kept for an hour, the others for five minutes
 * @param scale the provider's tokens for one that is estimated
 */
record Cached(Instant at, long tokens, long hour, double scale) {
  static final Duration SHORT = Duration.ofMinutes(5);
  static final Duration LONG = Duration.ofHours(1);

  /**
   * What holds after a reply; one that neither wrote nor read leaves what there was.
   *
   * @param before what held before it, null when nothing
   * @param at when its request arrived
   * @param estimate estimated tokens of the request
   */
  static @Nullable Cached after(@Nullable Cached before, Usage usage, Instant at, int estimate) {
    if (usage.isNone() || usage.totalInput() == 0 || estimate == 0) {
      return before;
    }
    if (usage.estimated() || !usage.serverTools().isNone()) {
      return before;
    }
    long tokens = usage.cacheRead() + usage.cacheWrite5m() + usage.cacheWrite1h();
    double scale = (double) usage.totalInput() / estimate;
    return tokens == 0 ? before : new Cached(at, tokens, hour(before, usage), scale);
  }

  /**
   * A longer lifetime comes before a shorter one, so what precedes an hour's write is an hour's.
   */
  private static long hour(@Nullable Cached before, Usage usage) {
    if (usage.cacheWrite1h() > 0) {
      return usage.cacheRead() + usage.cacheWrite1h();
    }
    return before == null ? 0 : Math.min(before.hour, usage.cacheRead());
  }

  /** The lifetime of what stands behind the first {@code read} tokens. */
  Duration lifetimeBehind(long read) {
    return read < hour - hour / 10 ? LONG : SHORT;
  }
}
