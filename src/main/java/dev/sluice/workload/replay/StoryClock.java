package dev.sluice.workload.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time in which a workload plays: it stands still until it is moved. Safe for any thread. */
final class StoryClock implements InstantSource {
  /** A Friday morning, so that a story of some hours stays within one day. */
  private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
