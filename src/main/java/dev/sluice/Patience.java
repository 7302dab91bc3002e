package dev.sluice;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Headers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long and how often an exchange may try (DESIGN section 5, spec reliability 3.3). */
final class Patience {
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(8);

  private Patience() {}

  /**
   * How long all attempts together may take before the first byte: as long as the client waits,
   * less a margin. {@code x-stainless-timeout} may hold words (spec clients-2 section 3).
   */
  static Duration of(Headers headers, Duration most) {
    String said = headers.get("x-stainless-timeout");
    long seconds = seconds(said);
    if (seconds < 0) {
      return most;
    }
    Duration client = Duration.ofSeconds(seconds).minus(MARGIN);
    return client.isNegative() ? Duration.ZERO : client.compareTo(most) < 0 ? client : most;
  }

  /** How often the client itself has already tried; each lowers our own retries by one. */
  static int clientRetries(Headers headers) {
    String said = headers.get("x-stainless-retry-count");
    return (int) Math.max(0, Math.min(1000, seconds(said)));
  }

  /** The whole number that a header begins with, -1 when it holds anything else. */
  private static long seconds(@Nullable String said) {
    if (said == null || said.isEmpty() || said.length() > 9) {
      return -1;
    }
    int dot = said.indexOf('.');
    int end = dot < 0 ? said.length() : dot;
    for (int i = 0; i < said.length(); i++) {
      if (i != dot && (said.charAt(i) < '0' || said.charAt(i) > '9')) {
        return -1;
      }
    }
    return end == 0 ? 0 : Long.parseLong(said, 0, end, 10);
  }

  /** Whether a call may be sent twice: what continues a state held upstream may not. */
  static boolean mayRepeat(Call call) {
    var index = call.body().index();
    return index == null
        || !index.members().containsKey("thread")
            && !index.members().containsKey("fallback_credit_token");
  }

  /**
   * How long to wait after a failed try: as the upstream asks, else exponential with full jitter.
   */
  static Duration backoff(int failed, @Nullable Duration asked) {
    if (asked != null) {
      return asked.plusMillis(ThreadLocalRandom.current().nextLong(100));
    }
    long most = Math.min(500L << Math.min(failed, 10), LONGEST_BACKOFF.toMillis());
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
