package dev.sluice.workload.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What the model answered.
 *
 * @param model the model that the reply names
 * @param content its content blocks, fit to be sent back
 * @param stopReason why it stopped
 * @param cache what {@code x-sluice-cache} says, empty when it is not there
 * @param id what {@code x-sluice-id} says, empty when it is not there
 */
public record Reply(String model, ArrayNode content, String stopReason, String cache, String id) {

  /** The tools that it wants to use. */
  public List<JsonNode> toolUses() {
    List<JsonNode> uses = new ArrayList<>();
    for (JsonNode block : content) {
      if ("tool_use".equals(block.path("type").asString(""))) {
        uses.add(block);
      }
    }
    return uses;
  }

  /** Its text. */
  public String words() {
    return Json.words(content);
  }
}
