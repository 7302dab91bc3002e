package dev.sluice.rewrite.breakpoint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether a body has a member named {@code cache_control} at any depth. A text that mentions the
 * name is no member. Pure; for bodies that are known to be JSON.
 *
 * <p>A quote in such a body is part of a text exactly when an odd number of backslashes stands
 * before it, so the bytes around a find tell a name from a text without reading the body again. A
 * name may be spelt with escapes; nobody does, so any member name with an escaped letter counts.
 */
final class MarkerName {
  private static final byte[] NAME = "\"cache_control\"".getBytes(StandardCharsets.US_ASCII);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final int[] SKIPS = skips();

  private MarkerName() {}

  /** Whether there is one, or cannot be told. */
  static boolean in(byte[] bytes) {
    int at = find(bytes, 0);
    while (at >= 0) {
      if (!escaped(bytes, at) && namesMember(bytes, at + NAME.length)) {
        return true;
      }
      at = find(bytes, at + 1);
    }
    return escapedName(bytes);
  }

  /** Whether the byte here has an odd number of backslashes before it. */
  private static boolean escaped(byte[] bytes, int at) {
    int before = at;
    while (before > 0 && bytes[before - 1] == '\\') {
      before--;
    }
    return (at - before) % 2 == 1;
  }

  private static boolean namesMember(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] <= ' ') {
      at++;
    }
    return at < bytes.length && bytes[at] == ':';
  }

  private static boolean escapedName(byte[] bytes) {
    int at = backslash(bytes, 0);
    while (at < bytes.length) {
      if (isEscapedLetter(bytes, at) && inName(bytes, at)) {
        return true;
      }
      at = backslash(bytes, at + 2);
    }
    return false;
  }

  /** Whether an escape is that of a letter or an underscore. */
  private static boolean isEscapedLetter(byte[] bytes, int at) {
    return at + 5 < bytes.length
        && bytes[at + 1] == 'u'
        && bytes[at + 2] == '0'
        && bytes[at + 3] == '0'
        && bytes[at + 4] >= '5'
        && bytes[at + 4] <= '7';
  }

  /** The next backslash, eight bytes at a time; beyond the end when there is none. */
  private static int backslash(byte[] bytes, int from) {
    int at = from;
    while (at + Long.BYTES <= bytes.length) {
      long word = (long) LONGS.get(bytes, at) ^ BACKSLASHES;
      long hits = (word - ONES) & ~word & HIGHS;
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  private static boolean inName(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && (bytes[at] != '"' || escaped(bytes, at))) {
      at++;
    }
    return namesMember(bytes, at + 1);
  }

  /**
   * Where the name begins next, -1 for nowhere. Horspool's search: most bytes are not looked at.
   */
  private static int find(byte[] bytes, int from) {
    int last = NAME.length - 1;
    for (int at = from; at + last < bytes.length; at += SKIPS[bytes[at + last] & 0xFF]) {
      int i = last;
      while (i >= 0 && bytes[at + i] == NAME[i]) {
        i--;
      }
      if (i < 0) {
        return at;
      }
    }
    return -1;
  }

  private static int[] skips() {
    int[] skips = new int[256];
    Arrays.fill(skips, NAME.length);
    for (int i = 0; i < NAME.length - 1; i++) {
      skips[NAME[i] & 0xFF] = NAME.length - 1 - i;
    }
    return skips;
  }
}
