package dev.sluice.limit;

import java.time.Duration;

/**
 * Sizes and times (spec reliability section 2).
 *
 * @param body largest body on parsed routes in bytes; uploads on other routes stream without a cap
 * @param headers largest header block in bytes
 * @param headerTime how long a client may take to send its request's head
 * @param bodyIdle longest silence while a client sends a body
 * @param keepAlive how long an idle client connection stays open
 * @param inFlight most exchanges under way at once; more wait in a queue
 * @param queued most exchanges in that queue; more are 529
 * @param drain how long replies under way may go on after SIGTERM
 */
public record LimitsConfig(
    long body,
    int headers,
    Duration headerTime,
    Duration bodyIdle,
    Duration keepAlive,
    int inFlight,
    int queued,
    Duration drain) {

  /** 32 MiB bodies, 64 KiB of headers, 10 s, 30 s, 75 s, 10,000 and 1,000 exchanges, 30 s. */
  public static final LimitsConfig DEFAULT =
      new LimitsConfig(
          32L << 20,
          64 << 10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          10_000,
          1_000,
          Duration.ofSeconds(30));

  public LimitsConfig {
    if (body < 1024 || body > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("body: " + body + " (expected: 1KiB-2GiB)");
    }
    if (headers < 1024) {
      throw new IllegalArgumentException("headers: " + headers + " (expected: 1KiB or more)");
    }
    if (inFlight < 1) {
      throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: 1 or more)");
    }
    if (queued < 0) {
      throw new IllegalArgumentException("queued: " + queued + " (expected: 0 or more)");
    }
    positive("headerTime", headerTime);
    positive("bodyIdle", bodyIdle);
    positive("keepAlive", keepAlive);
  }

  private static void positive(String name, Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(name + ": 0 (expected: more than zero, such as 30s)");
    }
  }
}
