package dev.sluice.sim;

import dev.sluice.sim.api.World;
import dev.sluice.sim.rule.Caller;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The rate-limit headers of a reply: those of an API key, or the windows of a subscription. The
 * simulator limits nobody; the figures only look the part. Safe for any thread.
 */
final class RateHeaders {
  private static final String[] KINDS = {"requests", "tokens", "input-tokens", "output-tokens"};
  private static final String[] LIMITS = {"4000", "2400000", "2000000", "400000"};
  private static final String[] REMAINING = {"3999", "2399000", "1999000", "399000"};

  private final World world;
  private volatile Minute cached = new Minute(Instant.EPOCH, "");

  private record Minute(Instant at, String text) {}

  RateHeaders(World world) {
    this.world = world;
  }

  /** Adds them to {@code headers}. */
  void add(Caller caller, MultiMap headers) {
    headers.add("anthropic-organization-id", caller.organization());
    headers.add("anthropic-workspace-id", caller.workspace());
    if (caller.oauth()) {
      unified(headers);
      return;
    }
    String reset = reset();
    for (int i = 0; i < KINDS.length; i++) {
      String name = "anthropic-ratelimit-" + KINDS[i];
      headers.add(name + "-limit", LIMITS[i]).add(name + "-remaining", REMAINING[i]);
      headers.add(name + "-reset", reset);
    }
  }

  private void unified(MultiMap headers) {
    Instant now = world.clock().instant();
    String prefix = "anthropic-ratelimit-unified-";
    headers
        .add(prefix + "status", "allowed")
        .add(prefix + "reset", seconds(now.plus(5, ChronoUnit.HOURS)))
        .add(prefix + "5h-status", "allowed")
        .add(prefix + "5h-utilization", "0.38")
        .add(prefix + "5h-reset", seconds(now.plus(5, ChronoUnit.HOURS)))
        .add(prefix + "7d-status", "allowed")
        .add(prefix + "7d-utilization", "0.12")
        .add(prefix + "7d-reset", seconds(now.plus(7, ChronoUnit.DAYS)))
        .add(prefix + "representative-claim", "five_hour")
        .add(prefix + "overage-status", "rejected")
        .add(prefix + "overage-disabled-reason", "org_level_disabled");
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }

  private String reset() {
    Instant minute = world.clock().instant().truncatedTo(ChronoUnit.MINUTES);
    Minute last = cached;
    if (!last.at.equals(minute)) {
      last = new Minute(minute, minute.plus(1, ChronoUnit.MINUTES).toString());
      cached = last;
    }
    return last.text;
  }
}
