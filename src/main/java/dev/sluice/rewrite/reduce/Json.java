package dev.sluice.rewrite.reduce;

import dev.sluice.message.JsonBytes;
import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks raw JSON that a body's index has already found to be well-formed. A member whose name is
 * written with escapes is not recognised, so its block is left alone. Pure.
 */
final class Json {
  private Json() {}

  /** Is shown the members of an object: its name without quotes, and its raw value. */
  interface Members {
    void member(Span name, Span value);
  }

  /** Is shown the elements of an array. */
  interface Elements {
    void element(Span value);
  }

  /** Shows every member of this object in order; nothing if the span holds something else. */
  static void members(byte[] bytes, Span object, Members shown) {
    if (bytes[object.from()] != '{') {
      return;
    }
    int at = afterSpace(bytes, object.from() + 1);
    while (bytes[at] != '}') {
      int nameEnd = JsonBytes.scalarEnd(bytes, at);
      int colon = afterSpace(bytes, nameEnd);
      int from = afterSpace(bytes, colon + 1);
      int to = valueEnd(bytes, from);
      shown.member(new Span(at + 1, nameEnd - 1), new Span(from, to));
      at = afterComma(bytes, to);
    }
  }

  /** Shows every element of this array in order; nothing if the span holds something else. */
  static void elements(byte[] bytes, Span array, Elements shown) {
    if (bytes[array.from()] != '[') {
      return;
    }
    int at = afterSpace(bytes, array.from() + 1);
    while (bytes[at] != ']') {
      int to = valueEnd(bytes, at);
      shown.element(new Span(at, to));
      at = afterComma(bytes, to);
    }
  }

  /** The value of this member, null if the object has none of that name. */
  static @Nullable Span member(byte[] bytes, Span object, String name) {
    Span[] found = new Span[1];
    members(
        bytes,
        object,
        (each, value) -> {
          if (is(bytes, each, name)) {
            found[0] = value;
          }
        });
    return found[0];
  }

  /** The text of this member, null if the object has no such string. */
  static @Nullable String text(byte[] bytes, Span object, String name) {
    Span value = member(bytes, object, name);
    return value == null ? null : JsonBytes.string(bytes, value);
  }

  /** Whether this stands there, in ASCII. */
  static boolean is(byte[] bytes, Span span, String ascii) {
    if (span.length() != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[span.from() + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is a string that says exactly this, without escapes. */
  static boolean says(byte[] bytes, Span value, String ascii) {
    return value.length() == ascii.length() + 2
        && bytes[value.from()] == '"'
        && is(bytes, inside(value), ascii);
  }

  /** A string without its quotes. */
  static Span inside(Span string) {
    return new Span(string.from() + 1, string.to() - 1);
  }

  /** A text as it stands between the quotes of a JSON string. */
  static byte[] escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i), out);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ' || Character.isSurrogate(c)) {
          out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
        } else {
          out.append(c);
        }
      }
    }
  }

  /** The first byte from here on that is no white space. */
  static int afterSpace(byte[] bytes, int from) {
    int at = from;
    while (isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static int afterComma(byte[] bytes, int from) {
    int at = afterSpace(bytes, from);
    return bytes[at] == ',' ? afterSpace(bytes, at + 1) : at;
  }

  private static int valueEnd(byte[] bytes, int from) {
    if (bytes[from] != '{' && bytes[from] != '[') {
      return JsonBytes.scalarEnd(bytes, from);
    }
    int depth = 0;
    int at = from;
    do {
      switch (bytes[at]) {
        case '"' -> at = JsonBytes.scalarEnd(bytes, at) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
    } while (depth > 0);
    return at;
  }
}
