package dev.sluice.exchange;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of exchanges: {@code slx_} and 22 characters that sort by time and then by order of
 * making. Safe for any thread.
 */
public final class ExchangeIds {
  private static final char[] DIGITS = "0123456789abcdefghijklmnopqrstuv".toCharArray();

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();
  private final long salt;

  public ExchangeIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.salt = random.nextLong();
  }

  /** A new id, greater than every id made before it. */
  public String next() {
    long now = clock.millis() << 16;
    long stamp = last.accumulateAndGet(now, (before, wanted) -> Math.max(before + 1, wanted));
    char[] id = new char[26];
    "slx_".getChars(0, 4, id, 0);
    write(id, 4, 13, stamp);
    write(id, 17, 9, salt ^ stamp * 0x9E3779B97F4A7C15L);
    return new String(id);
  }

  private static void write(char[] into, int at, int digits, long value) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      into[i] = DIGITS[(int) (rest & 31)];
      rest >>>= 5;
    }
  }
}
