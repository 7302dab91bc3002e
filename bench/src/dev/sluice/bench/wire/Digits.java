package dev.sluice.bench.wire;

import io.netty.buffer.ByteBuf;

/** Decimal numbers of fixed width, written and read in place. */
public final class Digits {

  private Digits() {}

  /** Writes the last {@code width} digits of {@code value} at {@code at}, with leading zeros. */
  public static void set(ByteBuf into, int at, int width, long value) {
    long rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      into.setByte(i, (int) ('0' + rest % 10));
      rest /= 10;
    }
  }

  /** The number in the {@code width} digits at {@code at}, or -1 if they are not all digits. */
  public static long get(byte[] from, int at, int width) {
    long value = 0;
    for (int i = at; i < at + width; i++) {
      int digit = from[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
