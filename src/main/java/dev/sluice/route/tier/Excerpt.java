package dev.sluice.route.tier;

import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;

/**
 * The beginning and the end of a JSON string in a body, decoded without looking at what is between
 * them. Pure; takes the same time for a string of any length.
 */
final class Excerpt {
  private static final int HEAD = 3_000;
  private static final int TAIL = 1_000;
  private static final int SEARCH = 200;

  private Excerpt() {}

  /** The text of the raw string, its middle left out when it is longer than 4,000 bytes. */
  static String of(byte[] bytes, Span raw) {
    int from = raw.from() + 1;
    int to = raw.to() - 1;
    if (to - from <= HEAD + TAIL) {
      return decoded(bytes, from, Math.max(from, to));
    }
    String head = decoded(bytes, from, spaceBefore(bytes, from + HEAD));
    return head + "\n\n" + decoded(bytes, spaceAfter(bytes, to - TAIL), to);
  }

  /** A space is never part of an escape or of a longer character, so it is safe to cut there. */
  private static int spaceBefore(byte[] bytes, int at) {
    for (int i = at; i > at - SEARCH; i--) {
      if (bytes[i] == ' ') {
        return i;
      }
    }
    return at - SEARCH;
  }

  private static int spaceAfter(byte[] bytes, int at) {
    for (int i = at; i < at + SEARCH; i++) {
      if (bytes[i] == ' ') {
        return i;
      }
    }
    return at + SEARCH;
  }

  private static String decoded(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        at += unescape(text, at + 1, out);
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  /** Appends what the escape stands for; gives its length with the backslash. */
  private static int unescape(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    if (c == 'u' && at + 5 <= text.length() && isHex(text, at + 1)) {
      out.append((char) Integer.parseInt(text, at + 1, at + 5, 16));
      return 6;
    }
    out.append(
        switch (c) {
          case 'n', 'r' -> '\n';
          case 't' -> '\t';
          case 'b', 'f' -> ' ';
          default -> c;
        });
    return 2;
  }

  private static boolean isHex(String text, int from) {
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
