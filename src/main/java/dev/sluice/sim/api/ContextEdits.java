package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.prompt.Prompt;
import dev.sluice.sim.prompt.PromptReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code context_management} cleared before the model read the prompt (spec anthropic-api
 * section 2.6).
 *
 * @param prompt what the model reads
 * @param reply the members that the reply gets
 */
record ContextEdits(Prompt prompt, ObjectNode reply) {

  /** Applies the edits of {@code request}; without any the prompt stays what was sent. */
  static ContextEdits apply(JsonNode request, Prompt sent, SimModel model, String workspace) {
    ObjectNode reply = Json.object();
    if (!request.path("context_management").isObject()) {
      return new ContextEdits(sent, reply);
    }
    ArrayNode applied = reply.putObject("context_management").putArray("applied_edits");
    JsonNode edited = request;
    Prompt prompt = sent;
    for (JsonNode edit : request.path("context_management").path("edits")) {
      ObjectNode copy = edited.deepCopy().asObject();
      long count = clear(edit, copy.path("messages"), prompt);
      if (count == 0) {
        continue;
      }
      Prompt next = PromptReader.read(copy, model, workspace);
      long cleared = prompt.tokens() - next.tokens();
      if (cleared < Json.number(edit.path("clear_at_least"), "value", 0)) {
        continue;
      }
      String type = Json.text(edit, "type", "");
      applied
          .addObject()
          .put("type", type)
          .put("cleared_input_tokens", cleared)
          .put(type.contains("thinking") ? "cleared_thinking_turns" : "cleared_tool_uses", count);
      edited = copy;
      prompt = next;
    }
    return new ContextEdits(prompt, reply);
  }

  private static long clear(JsonNode edit, JsonNode messages, Prompt prompt) {
    return switch (Json.text(edit, "type", "")) {
      case "clear_thinking_20251015" -> clearThinking(edit.path("keep"), messages);
      case "clear_tool_uses_20250919" -> ToolUseClearing.clear(edit, messages, prompt);
      default -> 0;
    };
  }

  private static long clearThinking(JsonNode keep, JsonNode messages) {
    if (!keep.isObject() || Json.text(keep, "type", "").equals("all")) {
      return 0;
    }
    long kept = Json.number(keep, "value", 1);
    long cleared = 0;
    for (int m = messages.size() - 1; m >= 0; m--) {
      JsonNode content = messages.get(m).path("content");
      if (content.isArray() && thinks(content) && --kept < 0) {
        content.asArray().removeIf(ContextEdits::isThinking);
        cleared++;
      }
    }
    return cleared;
  }

  private static boolean thinks(JsonNode content) {
    return content.valueStream().anyMatch(ContextEdits::isThinking);
  }

  private static boolean isThinking(JsonNode block) {
    return Json.text(block, "type", "").endsWith("thinking");
  }
}
