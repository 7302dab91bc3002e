package dev.sluice.workload.client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as these programs make and read it. Safe for any thread. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The value of a text. */
  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /** A text block. */
  public static ObjectNode text(String text) {
    return object().put("type", "text").put("text", text);
  }

  /** Puts a prompt-cache breakpoint of five minutes on a block and returns the block. */
  public static ObjectNode mark(ObjectNode block) {
    block.putObject("cache_control").put("type", "ephemeral");
    return block;
  }

  /** The text blocks of a reply, one after the other. */
  public static String words(ArrayNode content) {
    StringBuilder words = new StringBuilder();
    for (JsonNode block : content) {
      words.append(block.path("text").asString(""));
    }
    return words.toString();
  }
}
