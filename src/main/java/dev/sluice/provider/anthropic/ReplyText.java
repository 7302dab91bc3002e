package dev.sluice.provider.anthropic;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of a whole reply. */
public final class ReplyText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReplyText() {}

  /** All text blocks joined; empty when there is none or the bytes are no message. */
  public static String of(byte[] reply) {
    StringBuilder text = new StringBuilder();
    try {
      for (JsonNode block : JSON.readTree(reply).path("content")) {
        if (block.path("type").asString("").equals("text")) {
          text.append(block.path("text").asString(""));
        }
      }
      return text.toString();
    } catch (JacksonException e) {
      return "";
    }
  }
}
