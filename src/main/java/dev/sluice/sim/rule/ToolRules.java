package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The rules of {@code tools} and {@code tool_choice} (spec anthropic-api section 2.4). */
final class ToolRules {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
  private static final List<String> TYPES =
      List.of(
          "bash_",
          "text_editor_",
          "computer_",
          "browser_",
          "memory_",
          "code_execution_",
          "web_search_",
          "web_fetch_",
          "tool_search_tool_",
          "advisor_",
          "mcp_toolset");

  private ToolRules() {}

  static void check(JsonNode request, SimModel model) {
    JsonNode tools = request.path("tools");
    Set<String> names = new HashSet<>();
    boolean allDeferred = !tools.isEmpty();
    for (int i = 0; i < tools.size(); i++) {
      JsonNode tool = tools.get(i);
      tool(tool, i, model);
      String name = Json.text(tool, "name", "");
      if (!name.isEmpty() && !names.add(name)) {
        throw Rejection.TOOL_TWICE.of();
      }
      allDeferred &= tool.path("defer_loading").asBoolean(false);
    }
    if (allDeferred) {
      throw Rejection.TOOL_ALL_DEFERRED.of();
    }
    references(request.path("messages"), names);
    choice(request, names, model);
  }

  private static void tool(JsonNode tool, int i, SimModel model) {
    if (!tool.isObject()) {
      throw Rejection.NOT_A_DICTIONARY.of("tools." + i);
    }
    String type = Json.text(tool, "type", "custom");
    if (type.equals("custom")) {
      custom(tool, i);
    } else if (TYPES.stream().noneMatch(type::startsWith)) {
      throw Rejection.TOOL_TYPE.of(i, type);
    } else if (type.equals("computer_20251124") && model.refusesForcedTools()) {
      throw Rejection.TOOL_RETIRED.of(i, type, model.id());
    } else if (type.startsWith("advisor_")) {
      Fields.required(tool, "tools." + i, "model");
    }
  }

  private static void custom(JsonNode tool, int i) {
    Fields.required(tool, "tools." + i + ".custom", "name");
    if (!NAME.matcher(Json.text(tool, "name", "")).matches()) {
      throw Rejection.TOOL_NAME.of(i);
    }
    Fields.required(tool, "tools." + i + ".custom", "input_schema");
    JsonNode schema = tool.get("input_schema");
    if (!schema.isObject()) {
      throw Rejection.NOT_A_DICTIONARY.of("tools." + i + ".custom.input_schema");
    }
    if (!schema.has("type")) {
      throw Rejection.TOOL_SCHEMA.of(i);
    }
    if (!Json.text(schema, "type", "").equals("object")) {
      throw Rejection.TOOL_SCHEMA_OBJECT.of(i);
    }
  }

  /** A tool that a tool_result points to must have been declared. */
  private static void references(JsonNode messages, Set<String> names) {
    for (JsonNode message : messages) {
      JsonNode content = message.path("content");
      for (JsonNode block : content.isArray() ? content : Json.array()) {
        JsonNode inner = block.path("content");
        for (JsonNode part : inner.isArray() ? inner : Json.array()) {
          String name = Json.text(part, "tool_name", "");
          boolean reference = Json.text(part, "type", "").equals("tool_reference");
          if (reference && !names.contains(name)) {
            throw Rejection.TOOL_REFERENCE.of(name);
          }
        }
      }
    }
  }

  private static void choice(JsonNode request, Set<String> names, SimModel model) {
    if (!Fields.present(request, "tool_choice")) {
      return;
    }
    JsonNode choice = request.path("tool_choice");
    Fields.required(choice, "tool_choice", "type");
    Fields.oneOf(choice, "tool_choice", "type", List.of("auto", "any", "tool", "none"));
    String type = Json.text(choice, "type", "");
    if (request.path("tools").isEmpty() && !type.equals("none")) {
      throw Rejection.CHOICE_WITHOUT_TOOLS.of();
    }
    boolean forced = type.equals("any") || type.equals("tool");
    if (forced && model.refusesForcedTools()) {
      throw Rejection.CHOICE_FORCED.of(type, model.id());
    }
    if (type.equals("tool")) {
      Fields.required(choice, "tool_choice.tool", "name");
      if (!names.contains(Json.text(choice, "name", ""))) {
        throw Rejection.CHOICE_UNKNOWN.of(Json.text(choice, "name", ""));
      }
    }
    String thinking = Json.text(request.path("thinking"), "type", "disabled");
    if (forced && (thinking.equals("enabled") || thinking.equals("adaptive"))) {
      throw Rejection.CHOICE_THINKING.of();
    }
  }
}
