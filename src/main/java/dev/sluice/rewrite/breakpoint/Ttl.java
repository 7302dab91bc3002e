package dev.sluice.rewrite.breakpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** How long the provider keeps what is written (spec anthropic-api section 2.6). */
enum Ttl {
  /** Five minutes, at 1.25 times the price of input. */
  SHORT(Duration.ofMinutes(5), 0.25, "{\"type\":\"ephemeral\"}"),
  /** An hour, at twice the price of input. */
  LONG(Duration.ofHours(1), 1, "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}");

  private final Duration life;
  private final double extra;
  private final String member;

  Ttl(Duration life, double extra, String marker) {
    this.life = life;
    this.extra = extra;
    this.member = "\"cache_control\":" + marker;
  }

  /** The lifetime since the request that wrote or last read it. */
  Duration life() {
    return life;
  }

  /** What a token costs more when it is written, in tokens of fresh input. */
  double extra() {
    return extra;
  }

  /** Whether what was used then can still be read. */
  boolean reaches(Instant from, Instant now) {
    return Duration.between(from, now).compareTo(life) < 0;
  }

  /** The marker with its name and what stands before and after it, in JSON. */
  byte[] between(String before, String after) {
    return (before + member + after).getBytes(StandardCharsets.UTF_8);
  }
}
