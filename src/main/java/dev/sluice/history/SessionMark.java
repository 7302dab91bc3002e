package dev.sluice.history;

import java.util.concurrent.atomic.AtomicInteger;

/** A session's name and how often a wandering prefix has defeated its cache. For any thread. */
final class SessionMark {
  final String name;
  private final AtomicInteger defeats = new AtomicInteger();

  SessionMark(String name) {
    this.name = name;
  }

  /** Counts a defeat and gives how many there were. */
  int defeated() {
    return defeats.incrementAndGet();
  }
}
