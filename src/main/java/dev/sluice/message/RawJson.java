package dev.sluice.message;

import dev.sluice.message.Replay.NotConvertible;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON values as the text in which they came, taken apart and put together without re-printing. */
final class RawJson {
  static final byte[] NULL = ascii("null");
  static final byte[] EMPTY_STRING = ascii("\"\"");
  static final byte[] EMPTY_OBJECT = ascii("{}");
  static final byte[] EMPTY_ARRAY = ascii("[]");

  private RawJson() {}

  /** The members of an object by name, in order, in a map that the caller owns. */
  static Map<String, byte[]> members(byte[] object) {
    if (!JsonBytes.looksLikeObject(object)) {
      throw new NotConvertible("no object");
    }
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (BodyParser parser = BodyParser.of(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (members.put(name, value(object, parser, parser.nextToken())) != null) {
          throw new NotConvertible("a name comes twice");
        }
      }
      if (parser.nextToken() != null) {
        throw new NotConvertible("more than one value");
      }
    }
    return members;
  }

  /** The elements of an array, in order. */
  static List<byte[]> elements(byte[] array) {
    List<byte[]> elements = new ArrayList<>();
    try (BodyParser parser = BodyParser.of(array)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new NotConvertible("no array");
      }
      for (JsonToken each = parser.nextToken();
          each != JsonToken.END_ARRAY;
          each = parser.nextToken()) {
        elements.add(value(array, parser, each));
      }
    }
    return elements;
  }

  private static byte[] value(byte[] bytes, BodyParser parser, JsonToken token) {
    int start = parser.tokenStart();
    if (!token.isStructStart()) {
      return Arrays.copyOfRange(bytes, start, JsonBytes.scalarEnd(bytes, start));
    }
    parser.skipChildren();
    return Arrays.copyOfRange(bytes, start, parser.tokenStart() + 1);
  }

  /** Whether this is one whole JSON value. */
  static boolean isValue(byte[] text) {
    try (JsonParser parser = JsonBytes.parser(text, 0, text.length)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** The text of a string value, null if it is missing or something else. */
  static @Nullable String text(byte @Nullable [] value) {
    return value == null ? null : JsonBytes.string(value, new Span(0, value.length));
  }

  /** The raw member if it is a string, else null. */
  static byte @Nullable [] string(Map<String, byte[]> members, String name) {
    return beginning('"', members, name);
  }

  /** The raw member if it is an object, else null. */
  static byte @Nullable [] object(Map<String, byte[]> members, String name) {
    return beginning('{', members, name);
  }

  /** The raw member if it is an array, else null. */
  static byte @Nullable [] array(Map<String, byte[]> members, String name) {
    return beginning('[', members, name);
  }

  private static byte @Nullable [] beginning(char first, Map<String, byte[]> members, String name) {
    byte[] value = members.get(name);
    return value != null && value[0] == first ? value : null;
  }

  static boolean isNull(byte[] value) {
    return value[0] == 'n';
  }

  /** An object of these members. */
  static byte[] object(Map<String, byte[]> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    char before = '{';
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      out.write(before);
      out.writeBytes(quoted(member.getKey()));
      out.write(':');
      out.writeBytes(member.getValue());
      before = ',';
    }
    if (before == '{') {
      out.write('{');
    }
    out.write('}');
    return out.toByteArray();
  }

  /** An array of these elements. */
  static byte[] array(List<byte[]> elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    char before = '[';
    for (byte[] element : elements) {
      out.write(before);
      out.writeBytes(element);
      before = ',';
    }
    if (before == '[') {
      out.write('[');
    }
    out.write(']');
    return out.toByteArray();
  }

  /** A string value that says this text. */
  static byte[] quoted(String text) {
    byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    byte[] quoted = new byte[inner.length + 2];
    quoted[0] = '"';
    System.arraycopy(inner, 0, quoted, 1, inner.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
