package dev.sluice.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of request bodies may be in memory at once, over all clients: a few hundred large
 * ones must not end the process. Safe for any thread; never waits.
 */
public final class BodyBudget {
  private final AtomicLong free;

  /** So many bytes, 1 or more. */
  public BodyBudget(long bytes) {
    free = new AtomicLong(bytes);
  }

  /** A quarter of what this process may use. */
  public static BodyBudget ofThisProcess() {
    return new BodyBudget(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Takes so many bytes, all or none. */
  public boolean take(long bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  /** Gives back what was taken. */
  public void give(long bytes) {
    free.addAndGet(bytes);
  }
}
