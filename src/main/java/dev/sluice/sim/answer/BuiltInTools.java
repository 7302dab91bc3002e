package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools that have no schema of their own: what a call of them looks like. */
final class BuiltInTools {
  private BuiltInTools() {}

  /** Whether the simulated models use tools of that type. */
  static boolean knows(String type) {
    return isSearch(type)
        || isAdvisor(type)
        || type.startsWith("bash_")
        || type.startsWith("text_editor_")
        || type.startsWith("memory_")
        || (type.startsWith("computer_") && !type.startsWith("computer_toolset"));
  }

  static boolean isSearch(String type) {
    return type.startsWith("web_search_");
  }

  static boolean isAdvisor(String type) {
    return type.startsWith("advisor_");
  }

  /** The input of a call. */
  static ObjectNode input(String type, String prompt) {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    if (type.startsWith("bash_")) {
      properties.putObject("command").put("type", "string");
    } else if (type.startsWith("computer_")) {
      properties.putObject("action").put("const", "screenshot");
    } else {
      boolean memory = type.startsWith("memory_");
      properties.putObject("command").put("const", "view");
      properties.putObject("path").put("const", memory ? "/memories" : "README.md");
    }
    return SchemaValues.fit(schema, prompt).asObject();
  }

  /** What a web search for {@code query} found. */
  static ArrayNode found(String query) {
    ArrayNode results = Json.array();
    for (int i = 1; i <= 3; i++) {
      results
          .addObject()
          .put("type", "web_search_result")
          .put("url", "https://example.com/" + i)
          .put("title", "Result " + i + " for " + query)
          .put("encrypted_content", "c2ltdWxhdGVkIHJlc3VsdA==")
          .putNull("page_age");
    }
    return results;
  }
}
