package dev.sluice.rewrite.breakpoint;

import dev.sluice.sim.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of conversations that are made up, always the same. One thread. */
final class Talk {
  private final ObjectNode request = Json.object();
  private int uses;

  Talk(String model) {
    request.put("model", model).put("max_tokens", 64);
  }

  /** Words that add up to about this many tokens. */
  static String words(int tokens, int salt) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens; i++) {
      text.append("w").append((char) ('a' + (i + salt) % 26)).append((char) ('a' + i * 7 % 26));
      text.append("x ");
    }
    return text.append('s').append(salt).toString();
  }

  Talk system(String text) {
    request.put("system", text);
    return this;
  }

  Talk tools(int count) {
    return tools(count, 0);
  }

  Talk tools(int count, int salt) {
    ArrayNode tools = request.putArray("tools");
    for (int i = 0; i < count; i++) {
      ObjectNode tool = tools.addObject().put("name", "tool_" + i);
      tool.put("description", words(60, i + salt));
      tool.putObject("input_schema").put("type", "object");
    }
    return this;
  }

  Talk user(String text) {
    messages().addObject().put("role", "user").put("content", text);
    return this;
  }

  Talk assistant(String text) {
    messages().addObject().put("role", "assistant").put("content", text);
    return this;
  }

  /** The assistant uses tools, and gets their results. */
  Talk uses(int count, int tokens) {
    ArrayNode asked = messages().addObject().put("role", "assistant").putArray("content");
    ArrayNode results = messages().addObject().put("role", "user").putArray("content");
    asked.addObject().put("type", "text").put("text", "Looking at it.");
    for (int i = 0; i < count; i++) {
      String id = "toolu_" + uses++;
      ObjectNode use = asked.addObject().put("type", "tool_use").put("id", id);
      use.put("name", "tool_0").putObject("input").put("path", "file" + uses);
      ObjectNode result = results.addObject().put("type", "tool_result").put("tool_use_id", id);
      result.put("content", words(tokens, uses));
    }
    return this;
  }

  ObjectNode request() {
    return request;
  }

  ArrayNode messages() {
    return request.withArray("messages");
  }

  byte[] body() {
    return Json.bytes(request);
  }
}
