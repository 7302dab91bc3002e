package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.prompt.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The edit {@code clear_tool_uses_20250919}: old tool results give way to a short note. */
final class ToolUseClearing {
  private static final String NOTE = "[Old tool result content cleared]";
  private static final long TRIGGER = 100_000;
  private static final long KEEP = 3;

  private ToolUseClearing() {}

  /** Clears in {@code messages}, which is a copy, and says how many results were cleared. */
  static long clear(JsonNode edit, JsonNode messages, Prompt prompt) {
    Map<String, ObjectNode> uses = new HashMap<>();
    List<ObjectNode> results = new ArrayList<>();
    for (JsonNode message : messages) {
      JsonNode content = message.path("content");
      for (JsonNode block : content.isArray() ? content : Json.array()) {
        String type = Json.text(block, "type", "");
        if (type.equals("tool_use")) {
          uses.put(Json.text(block, "id", ""), block.asObject());
        } else if (type.equals("tool_result") && !excluded(edit, uses, block)) {
          results.add(block.asObject());
        }
      }
    }
    if (!triggered(edit.path("trigger"), prompt, uses.size())) {
      return 0;
    }
    long keep = Json.number(edit.path("keep"), "value", KEEP);
    long cleared = Math.max(0, results.size() - keep);
    for (int i = 0; i < cleared; i++) {
      ObjectNode result = results.get(i);
      result.put("content", NOTE);
      ObjectNode use = uses.get(Json.text(result, "tool_use_id", ""));
      if (use != null && clearsInput(edit.path("clear_tool_inputs"), use)) {
        use.putObject("input");
      }
    }
    return cleared;
  }

  private static boolean triggered(JsonNode trigger, Prompt prompt, int uses) {
    boolean byUses = Json.text(trigger, "type", "input_tokens").equals("tool_uses");
    return byUses
        ? uses > Json.number(trigger, "value", Long.MAX_VALUE)
        : prompt.tokens() > Json.number(trigger, "value", TRIGGER);
  }

  private static boolean excluded(JsonNode edit, Map<String, ObjectNode> uses, JsonNode result) {
    ObjectNode use = uses.get(Json.text(result, "tool_use_id", ""));
    return use != null && names(edit.path("exclude_tools"), Json.text(use, "name", ""));
  }

  private static boolean clearsInput(JsonNode which, ObjectNode use) {
    return which.isArray() ? names(which, Json.text(use, "name", "")) : which.asBoolean(false);
  }

  private static boolean names(JsonNode list, String name) {
    return list.isArray() && list.valueStream().anyMatch(n -> n.asString("").equals(name));
  }
}
