package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The rules of {@code context_management} and {@code compaction} (section 2.6). */
final class CompactionRules {
  private static final List<String> EDITS =
      List.of("clear_thinking_20251015", "clear_tool_uses_20250919", "compact_20260112");
  private static final long LEAST_TRIGGER = 50_000;

  private CompactionRules() {}

  static void check(JsonNode request, SimModel model) {
    edits(request.path("context_management").path("edits"), model);
    if (Fields.present(request, "compaction")) {
      onDemand(request, model);
    }
    place(request.path("messages"));
  }

  private static void edits(JsonNode edits, SimModel model) {
    for (int i = 0; i < edits.size(); i++) {
      String path = "context_management.edits." + i;
      String type = Json.text(edits.get(i), "type", "");
      if (!EDITS.contains(type)) {
        throw Rejection.BAD_TAG.of(path, type, "'" + String.join("', '", EDITS) + "'");
      }
      if (i > 0 && type.equals(EDITS.getFirst())) {
        throw Rejection.EDIT_ORDER.of();
      }
      if (type.equals("compact_20260112")) {
        if (!model.compacts()) {
          throw Rejection.COMPACTION_UNSUPPORTED.of(model.id());
        }
        Fields.atLeast(edits.get(i).path("trigger"), path + ".trigger", "value", LEAST_TRIGGER);
      }
    }
  }

  private static void onDemand(JsonNode request, SimModel model) {
    for (String name : List.of("context_management", "stop_sequences")) {
      if (Fields.present(request, name)) {
        throw Rejection.COMPACTION_WITH.of(name);
      }
    }
    if (request.path("output_config").has("format")) {
      throw Rejection.COMPACTION_WITH.of("output_config.format");
    }
    String choice = Json.text(request.path("tool_choice"), "type", "auto");
    if (choice.equals("any") || choice.equals("tool")) {
      throw Rejection.COMPACTION_WITH.of("a forced tool_choice");
    }
    if (!model.compacts()) {
      throw Rejection.COMPACTION_UNSUPPORTED.of(model.id());
    }
    if (request.path("messages").size() < 2) {
      throw Rejection.COMPACTION_NOTHING.of();
    }
  }

  /** A signed block comes first in messages, and only once. */
  private static void place(JsonNode messages) {
    int signed = 0;
    for (int m = 0; m < messages.size(); m++) {
      JsonNode content = messages.get(m).path("content");
      for (int i = 0; content.isArray() && i < content.size(); i++) {
        JsonNode block = content.get(i);
        if (Json.text(block, "type", "").equals("compaction") && block.hasNonNull("signature")) {
          signed++;
          if (signed > 1) {
            throw Rejection.COMPACTION_TWICE.of();
          }
          if (m > 0 || i > 0) {
            throw Rejection.COMPACTION_PLACE.of();
          }
        }
      }
    }
  }
}
