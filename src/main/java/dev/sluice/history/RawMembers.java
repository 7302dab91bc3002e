package dev.sluice.history;

import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds a member of an object in well-formed JSON that stays as it is. Pure. */
final class RawMembers {
  private RawMembers() {}

  /** The value of the object's own member of this plain name, null when it has none. */
  static @Nullable Span value(byte[] bytes, Span object, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int depth = 0;
    int at = object.from();
    while (at < object.to()) {
      byte b = bytes[at];
      if (b == '"') {
        int end = stringEnd(bytes, at);
        if (depth == 1 && is(bytes, at, end, wanted)) {
          int colon = skipSpace(bytes, end);
          if (bytes[colon] == ':') {
            int from = skipSpace(bytes, colon + 1);
            return new Span(from, valueEnd(bytes, from));
          }
        }
        at = end;
      } else {
        depth += depthOf(b);
        at++;
      }
    }
    return null;
  }

  private static boolean is(byte[] bytes, int quote, int end, byte[] wanted) {
    return Arrays.equals(bytes, quote + 1, end - 1, wanted, 0, wanted.length);
  }

  private static int valueEnd(byte[] bytes, int from) {
    int depth = 0;
    int at = from;
    do {
      byte b = bytes[at];
      if (b == '"') {
        at = stringEnd(bytes, at);
        continue;
      }
      if (depth == 0 && (b == ',' || b == '}' || b == ']' || isSpace(b))) {
        return at;
      }
      depth += depthOf(b);
      at++;
    } while (depth > 0 || (bytes[at] != ',' && bytes[at] != '}' && !isSpace(bytes[at])));
    return at;
  }

  private static int depthOf(byte b) {
    return switch (b) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }

  /** The byte after the closing quote of the string that begins here. */
  private static int stringEnd(byte[] bytes, int quote) {
    int at = quote + 1;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  static int skipSpace(byte[] bytes, int from) {
    int at = from;
    while (isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
