package dev.sluice.log;

/**
 * Writes text so that it can do nothing to a terminal or a log: control characters (C0, C1), bidi
 * controls, line separators and lone surrogates become escapes.
 */
public final class Escapes {
  private static final String HEX = "0123456789abcdef";

  private Escapes() {}

  /** The text with what could do harm as backslash escapes. */
  public static String controls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (harmful(text, i)) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
        for (int j = i; j < text.length(); j++) {
          append(out, text, j);
        }
        return out.toString();
      }
    }
    return text;
  }

  /** A JSON string with its quotes. */
  public static String json(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        append(out, text, i);
      }
    }
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, String text, int i) {
    char c = text.charAt(i);
    if (!harmful(text, i)) {
      out.append(c);
      return;
    }
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt((c >> 8) & 15));
        out.append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
      }
    }
  }

  private static boolean harmful(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
      return true;
    }
    if (c < 0x61c) {
      return c == 0xad;
    }
    if (Character.isSurrogate(c)) {
      return !paired(text, i);
    }
    return c == 0x61c
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb);
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
