package dev.sluice.sim.answer;

import java.util.concurrent.atomic.AtomicLong;

/** Makes ids such as {@code msg_01AbC…}: the same seed gives the same ids in order. Thread-safe. */
public final class Ids {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final AtomicLong state;

  /** Ids drawn from {@code seed}. */
  public Ids(long seed) {
    state = new AtomicLong(seed);
  }

  /** The next id that begins with {@code prefix}. */
  public String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix.length() + 24).append(prefix).append("01");
    digits(mix(state.addAndGet(STEP)), id);
    digits(mix(state.addAndGet(STEP)), id);
    return id.toString();
  }

  private static void digits(long value, StringBuilder id) {
    long left = value >>> 1;
    for (int i = 0; i < 11; i++) {
      id.append(DIGITS.charAt((int) (left % 62)));
      left /= 62;
    }
  }

  private static long mix(long value) {
    long a = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }
}
