package dev.sluice.sim.prompt;

import dev.sluice.sim.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * The parameters beside the prompt whose change costs cached prefixes (spec anthropic-api section
 * 2.6): speed, web search and citations those of system and messages; tool choice, images, thinking
 * and effort those of messages alone.
 */
final class Parameters {
  private Parameters() {}

  static Hash ofSystem(JsonNode request, Hash start) {
    Fingerprint print = new Fingerprint(start).add(Json.text(request, "speed", "standard"));
    for (JsonNode tool : request.path("tools")) {
      if (Json.text(tool, "type", "").startsWith("web_search")) {
        print.add(tool);
      }
    }
    return print.number(has(request, "document") ? 1 : 0).hash();
  }

  static Hash ofMessages(JsonNode request, Hash start) {
    JsonNode thinking = request.path("thinking");
    return new Fingerprint(start)
        .add(request.path("tool_choice"))
        .add(Json.text(thinking, "type", ""))
        .number(Json.number(thinking, "budget_tokens", 0))
        .add(Json.text(request.path("output_config"), "effort", ""))
        .number(has(request, "image") ? 1 : 0)
        .hash();
  }

  /** Whether a block of {@code kind} is anywhere; documents count only with citations on. */
  private static boolean has(JsonNode request, String kind) {
    for (JsonNode message : request.path("messages")) {
      if (inside(message.path("content"), kind)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inside(JsonNode content, String kind) {
    if (!content.isArray()) {
      return false;
    }
    for (JsonNode block : content) {
      String type = Json.text(block, "type", "");
      boolean counts = !kind.equals("document") || cites(block);
      if ((type.equals(kind) && counts)
          || (type.equals("tool_result") && inside(block.path("content"), kind))) {
        return true;
      }
    }
    return false;
  }

  private static boolean cites(JsonNode document) {
    return document.path("citations").path("enabled").asBoolean(false);
  }
}
