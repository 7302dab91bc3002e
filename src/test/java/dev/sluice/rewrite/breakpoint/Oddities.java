package dev.sluice.rewrite.breakpoint;

import dev.sluice.sim.json.Json;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of every shape that clients send, and of some that they should not. One thread. */
final class Oddities {
  private static final String[] TEXTS = {
    "", " ", "\n", "hello", "it says \"cache_control\": {}", "\\", "ä☃𝄞", "\u00a0", "x".repeat(400)
  };
  private static final String[] SERVER_TOOLS = {
    "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}",
    "{\"type\":\"bash_20250124\",\"name\":\"bash\"}",
    "{\"type\":\"computer_toolset_20260801\",\"configs\":{}}",
    "{\"type\":\"browser_toolset_20260801\"}",
    "{\"type\":\"mcp_toolset\",\"mcp_server_name\":\"m\",\"default_config\":{\"defer_loading\":true}}",
    "{\"type\":\"tool_search_tool_bm25_20251119\",\"name\":\"tool_search_tool_bm25\"}",
    "{\"type\":\"advisor_20260301\",\"name\":\"advisor\",\"model\":\"claude-opus-5-5\"}",
    "{\"type\":\"memory_20250818\",\"name\":\"memory\",\"defer_loading\":true}"
  };

  private final RandomGenerator random;
  private int ids;

  Oddities(RandomGenerator random) {
    this.random = random;
  }

  ObjectNode request(String model) {
    ObjectNode request = Json.object();
    if (random.nextBoolean()) {
      request.put("model", model).put("max_tokens", 1 + random.nextInt(100));
    }
    tools(request);
    system(request);
    turns(request.putArray("messages"));
    if (request.path("model").isMissingNode()) {
      request.put("model", model).put("max_tokens", 10);
    }
    if (random.nextInt(8) == 0) {
      request.putObject("tool_choice").put("type", random.nextBoolean() ? "auto" : "any");
    }
    return request;
  }

  private void tools(ObjectNode request) {
    int count = random.nextInt(5);
    if (count == 0) {
      if (random.nextInt(3) == 0) {
        request.putArray("tools");
      } else if (random.nextInt(3) == 0) {
        request.putNull("tools");
      }
      return;
    }
    ArrayNode tools = request.putArray("tools");
    int server = random.nextInt(SERVER_TOOLS.length);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(3) == 0) {
        tools.add(Json.parse(SERVER_TOOLS[(server + i) % SERVER_TOOLS.length]));
        continue;
      }
      ObjectNode tool = tools.addObject().put("name", "t" + i);
      tool.putObject("input_schema").put("type", "object");
      switch (random.nextInt(6)) {
        case 0 -> tool.put("defer_loading", true);
        case 1 -> tool.put("defer_loading", false);
        case 2 -> tool.put("type", "custom");
        case 3 -> tool.putNull("type");
        default -> tool.put("description", "about cache_control");
      }
    }
  }

  private void system(ObjectNode request) {
    switch (random.nextInt(6)) {
      case 0 -> request.put("system", text());
      case 1 -> request.putArray("system");
      case 2 -> request.putNull("system");
      case 3, 4 -> {
        ArrayNode blocks = request.putArray("system");
        if (random.nextInt(3) == 0) {
          String line = "x-anthropic-billing-header: cc_version=2.1.328.abc; cch=12345;";
          blocks.addObject().put("type", "text").put("text", line);
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
          blocks.addObject().put("type", "text").put("text", text());
        }
      }
      default -> {}
    }
  }

  /** Goes on by some turns. */
  void turns(ArrayNode messages) {
    for (int i = random.nextInt(5); i >= 0; i--) {
      user(messages);
      if (i > 0 || random.nextInt(8) == 0) {
        assistant(messages, i > 0);
      }
    }
  }

  private void user(ArrayNode messages) {
    ObjectNode message = messages.addObject();
    message.put("role", random.nextInt(12) == 0 ? "system" : "user");
    if (random.nextBoolean()) {
      message.put("content", text());
      return;
    }
    ArrayNode content = message.putArray("content");
    for (int i = random.nextInt(random.nextInt(6) == 0 ? 40 : 3); i >= 0; i--) {
      if (random.nextInt(5) == 0) {
        ObjectNode source = content.addObject().put("type", "image").putObject("source");
        source.put("type", "base64").put("media_type", "image/png").put("data", "AAAA");
      } else {
        content.addObject().put("type", "text").put("text", text());
      }
    }
  }

  private void assistant(ArrayNode messages, boolean answered) {
    ObjectNode message = messages.addObject().put("role", "assistant");
    switch (random.nextInt(4)) {
      case 0 -> message.put("content", text());
      case 1 -> message.putArray("content").addObject().put("type", "text").put("text", "Hm.");
      case 2 -> {
        ArrayNode content = message.putArray("content");
        content.addObject().put("type", "text").put("text", "so");
        ObjectNode thought = content.addObject().put("type", "thinking").put("thinking", "");
        thought.put("signature", "c2ln");
      }
      default -> uses(message.putArray("content"), messages, answered);
    }
  }

  private void uses(ArrayNode content, ArrayNode messages, boolean answered) {
    int count = 1 + random.nextInt(random.nextInt(5) == 0 ? 30 : 2);
    ArrayNode results = Json.array();
    for (int i = 0; i < count; i++) {
      String id = "toolu_" + ids++;
      ObjectNode use = content.addObject().put("type", "tool_use").put("id", id);
      use.put("name", "t0").putObject("input").put("a", text());
      ObjectNode result = results.addObject().put("type", "tool_result").put("tool_use_id", id);
      switch (random.nextInt(3)) {
        case 0 -> result.put("content", text());
        case 1 -> result.putArray("content").addObject().put("type", "text").put("text", "result");
        default -> {}
      }
    }
    if (answered) {
      messages.addObject().put("role", "user").set("content", results);
    }
  }

  private String text() {
    int choice = random.nextInt(TEXTS.length * 12);
    return choice < TEXTS.length ? TEXTS[choice] : "Some words " + random.nextInt(1_000);
  }
}
