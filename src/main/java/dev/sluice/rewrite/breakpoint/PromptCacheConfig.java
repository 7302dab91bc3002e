package dev.sluice.rewrite.breakpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Prompt-cache breakpoints for requests whose client set none.
 *
 * @param enabled on or off; null follows the profile
 * @param ttl how long the provider is asked to keep what is written
 * @param coldWait longest wait of a request whose prefix another one is writing at this moment;
 *     zero waits for nobody, at most a minute
 */
public record PromptCacheConfig(@Nullable Boolean enabled, Lifetime ttl, Duration coldWait) {

  /** As the profile has it, lifetime by the session's own gaps, 5 s. */
  public static final PromptCacheConfig DEFAULT =
      new PromptCacheConfig(null, Lifetime.AUTO, Duration.ofSeconds(5));

  /** Checks the ranges. */
  public PromptCacheConfig {
    if (coldWait.isNegative() || coldWait.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("coldWait: " + coldWait + " (expected: 0s to 1m)");
    }
  }

  /** How long the provider is asked to keep a prefix. */
  public enum Lifetime {
    /** Whichever is cheaper by the gaps between the session's requests. */
    AUTO,
    /** Five minutes, at 1.25 times the price of input. */
    SHORT,
    /** An hour, at twice the price of input. */
    LONG
  }
}
