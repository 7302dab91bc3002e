package dev.sluice.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON as raw bytes: the strict parser, and where scalars end without decoding them. */
public final class JsonBytes {
  /** What is read at most: 500 levels, numbers of 1,000 digits. */
  static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(500)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(1_000)
          .build();

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();

  private JsonBytes() {}

  /** A parser of these bytes, which the caller closes. */
  static JsonParser parser(byte[] bytes, int from, int to) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from);
  }

  /**
   * Whether the bytes are an object's text in plain UTF-8, as far as can be seen without parsing.
   */
  static boolean looksLikeObject(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at + 1 < bytes.length && bytes[at] == '{' && bytes[at + 1] != 0 && isUtf8(bytes);
  }

  /** The byte after the scalar that begins here, in JSON that the parser accepts. */
  public static int scalarEnd(byte[] bytes, int from) {
    if (bytes[from] == '"') {
      return stringEnd(bytes, from);
    }
    int at = from;
    while (at < bytes.length && !endsLiteral(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The byte after the closing quote of the string that begins here. */
  private static int stringEnd(byte[] bytes, int from) {
    int at = from + 1;
    while (at < bytes.length) {
      if (at + Long.BYTES <= bytes.length) {
        long word = (long) LONGS.get(bytes, at);
        long hits = zeros(word ^ ('"' * ONES)) | zeros(word ^ ('\\' * ONES));
        if (hits == 0) {
          at += Long.BYTES;
          continue;
        }
        at += Long.numberOfTrailingZeros(hits) >>> 3;
      }
      if (bytes[at] == '"') {
        return at + 1;
      }
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return bytes.length;
  }

  /** The first quote, backslash or control character from here on, or {@code to}. */
  static int specialInString(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long word = (long) LONGS.get(bytes, at);
      long controls = (word - ' ' * ONES) & ~word & HIGHS;
      long hits = zeros(word ^ ('"' * ONES)) | zeros(word ^ ('\\' * ONES)) | controls;
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < to
        && bytes[at] != '"'
        && bytes[at] != '\\'
        && (bytes[at] < 0 || bytes[at] >= ' ')) {
      at++;
    }
    return at;
  }

  /** The first line feed or carriage return from here on, or {@code to}. */
  static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long word = (long) LONGS.get(bytes, at);
      long hits = zeros(word ^ ('\n' * ONES)) | zeros(word ^ ('\r' * ONES));
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** The text of a JSON string, null if the span holds something else. */
  public static @Nullable String string(byte[] bytes, Span span) {
    if (span.length() < 2 || bytes[span.from()] != '"') {
      return null;
    }
    for (int at = span.from() + 1; at < span.to() - 1; at++) {
      if (bytes[at] == '\\') {
        return decoded(bytes, span);
      }
    }
    return new String(bytes, span.from() + 1, span.length() - 2, StandardCharsets.UTF_8);
  }

  private static @Nullable String decoded(byte[] bytes, Span span) {
    try (JsonParser parser = parser(bytes, span.from(), span.to())) {
      parser.nextToken();
      return parser.getString();
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The lowest set bit marks the first byte that is zero; higher marks may be false. */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGHS;
  }

  private static boolean endsLiteral(byte b) {
    return b == ',' || b == '}' || b == ']' || isSpace(b);
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Whether all bytes are well-formed UTF-8 by RFC 3629: no overlong form, no surrogate. */
  static boolean isUtf8(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      if (at + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, at) & HIGHS) == 0) {
        at += Long.BYTES;
      } else if (bytes[at] >= 0) {
        at++;
      } else {
        int length = sequence(bytes, at);
        if (length == 0) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  /** Length of the multi-byte sequence here, 0 if it is malformed. */
  private static int sequence(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
