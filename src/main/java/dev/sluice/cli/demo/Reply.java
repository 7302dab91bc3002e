package dev.sluice.cli.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What the model answered.
 *
 * @param content its content blocks, fit to be sent back
 * @param stopReason why it stopped
 */
record Reply(ArrayNode content, String stopReason) {

  /** The tools that it wants to use. */
  List<JsonNode> toolUses() {
    List<JsonNode> uses = new ArrayList<>();
    for (JsonNode block : content) {
      if ("tool_use".equals(block.path("type").asString(""))) {
        uses.add(block);
      }
    }
    return uses;
  }
}
