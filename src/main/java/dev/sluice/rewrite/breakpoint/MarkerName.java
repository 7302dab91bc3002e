package dev.sluice.rewrite.breakpoint;

import java.nio.charset.StandardCharsets;

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
  private static final byte[] ESCAPE = "\\u00".getBytes(StandardCharsets.US_ASCII);
  private static final int[] NAME_SKIPS = skips(NAME);
  private static final int[] ESCAPE_SKIPS = skips(ESCAPE);

  private MarkerName() {}

  /** Whether there is one, or cannot be told. */
  static boolean in(byte[] bytes) {
    int at = find(bytes, 0, NAME, NAME_SKIPS);
    while (at >= 0) {
      if (!escaped(bytes, at) && namesMember(bytes, at + NAME.length)) {
        return true;
      }
      at = find(bytes, at + 1, NAME, NAME_SKIPS);
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
    int at = find(bytes, 0, ESCAPE, ESCAPE_SKIPS);
    while (at >= 0) {
      byte digit = at + 4 < bytes.length ? bytes[at + 4] : 0;
      if (digit >= '5' && digit <= '7' && !escaped(bytes, at) && inName(bytes, at)) {
        return true;
      }
      at = find(bytes, at + 1, ESCAPE, ESCAPE_SKIPS);
    }
    return false;
  }

  private static boolean inName(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && (bytes[at] != '"' || escaped(bytes, at))) {
      at++;
    }
    return namesMember(bytes, at + 1);
  }

  /** Horspool's search: most bytes are never looked at. */
  private static int find(byte[] bytes, int from, byte[] what, int[] skips) {
    int last = what.length - 1;
    for (int at = from; at + last < bytes.length; at += skips[bytes[at + last] & 0xFF]) {
      int i = last;
      while (i >= 0 && bytes[at + i] == what[i]) {
        i--;
      }
      if (i < 0) {
        return at;
      }
    }
    return -1;
  }

  private static int[] skips(byte[] what) {
    int[] skips = new int[256];
    java.util.Arrays.fill(skips, what.length);
    for (int i = 0; i < what.length - 1; i++) {
      skips[what[i] & 0xFF] = what.length - 1 - i;
    }
    return skips;
  }
}
