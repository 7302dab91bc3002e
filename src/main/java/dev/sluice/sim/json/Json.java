package dev.sluice.sim.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON trees. Every method is safe for any thread; reading throws {@link
 * tools.jackson.core.JacksonException} on text that is not one JSON value.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(64 << 20).build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .build();

  private Json() {}

  /** The tree of {@code bytes}. */
  public static JsonNode parse(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  /** The tree of {@code text}. */
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  /** The compact UTF-8 form of {@code node}. */
  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /** A new, empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A new, empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The string member {@code name}, or null when it is absent or of another kind. */
  public static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  /** The string member {@code name}, or {@code otherwise}. */
  public static String text(JsonNode node, String name, String otherwise) {
    String value = text(node, name);
    return value == null ? otherwise : value;
  }

  /** The whole number at {@code name}, or {@code otherwise}. */
  public static long number(JsonNode node, String name, long otherwise) {
    JsonNode value = node.path(name);
    return value.isIntegralNumber() ? value.asLong(otherwise) : otherwise;
  }

  /** {@code text} as a JSON string literal with its quotes. */
  public static void quote(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c == '\n') {
        to.append("\\n");
      } else if (c < 0x20 || c == 0x2028 || c == 0x2029) {
        to.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15]);
        to.append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
      } else {
        to.append(c);
      }
    }
    to.append('"');
  }

  /** The UTF-8 form of {@code text}. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final char[] HEX = "0123456789abcdef".toCharArray();
}
