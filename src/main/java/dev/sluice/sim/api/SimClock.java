package dev.sluice.sim.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs with the system's and can be moved. Safe for any thread. */
public final class SimClock implements InstantSource {
  private final InstantSource system = InstantSource.system();
  private volatile Duration offset = Duration.ZERO;

  @Override
  public Instant instant() {
    return system.instant().plus(offset);
  }

  /** Moves it forward, or back by a negative duration. */
  public synchronized void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** Makes it {@code now}. */
  public synchronized void set(Instant now) {
    offset = Duration.between(system.instant(), now);
  }

  /** Puts it back to the system's time. */
  public synchronized void reset() {
    offset = Duration.ZERO;
  }
}
