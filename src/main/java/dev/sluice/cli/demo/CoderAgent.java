package dev.sluice.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A coding agent: a long system prompt, tools, and a loop in which each turn sends the whole
 * conversation again, without prompt-cache breakpoints, as most programs are first written. Every
 * task is run twice, as when a build that failed for another reason is started again.
 */
public final class CoderAgent implements SampleAgent {
  private static final String MODEL = "claude-sonnet-4-6";
  private static final String NAME = "coder-agent";
  private static final int TURNS = 8;

  private final String system = Samples.text("coder.txt");
  private final List<String> results = Samples.parts("results.txt");
  private final URI gateway;
  private final Progress progress;

  /** An agent that calls this address. */
  public CoderAgent(URI gateway, Progress progress) {
    this.gateway = gateway;
    this.progress = progress;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(int calls) throws IOException, InterruptedException {
    try (ApiClient client = new ApiClient(gateway, NAME, progress)) {
      for (int left = calls, run = 0; left > 0; left -= TURNS, run++) {
        task(client, run / 2, run % 2 == 0 ? "" : " again", Math.min(TURNS, left));
      }
    }
  }

  private void task(ApiClient client, int task, String again, int turns)
      throws IOException, InterruptedException {
    ArrayNode messages = client.json.createArrayNode();
    say(messages, "Task " + (task + 1) + ": the tests of the price parser fail. Find out why.");
    for (int turn = 0; turn < turns; turn++) {
      ObjectNode body = request(client, messages, turn < TURNS - 1);
      String what = "task " + (task + 1) + again + ", turn " + (turn + 1);
      Reply reply = client.send(body, "coder-task-" + (task + 1), what);
      ObjectNode answer = messages.addObject().put("role", "assistant");
      answer.set("content", reply.content());
      answer(messages, reply, turn);
    }
  }

  private ObjectNode request(ApiClient client, ArrayNode messages, boolean working) {
    ObjectNode body = client.json.createObjectNode();
    body.put("model", MODEL).put("max_tokens", 1024).put("stream", true);
    body.put("system", system);
    ArrayNode tools = body.putArray("tools");
    tool(tools, "read_file", "Read a file of the project", "path");
    tool(tools, "search", "Search the project for a text", "text");
    tool(tools, "run_tests", "Run the tests of one package", "package");
    body.putObject("tool_choice").put("type", working ? "any" : "auto");
    body.set("messages", messages.deepCopy());
    return body;
  }

  private static void tool(ArrayNode tools, String name, String description, String parameter) {
    ObjectNode tool = tools.addObject().put("name", name).put("description", description);
    ObjectNode schema = tool.putObject("input_schema").put("type", "object");
    schema.putObject("properties").putObject(parameter).put("type", "string");
    schema.putArray("required").add(parameter);
  }

  private void answer(ArrayNode messages, Reply reply, int turn) {
    List<JsonNode> uses = reply.toolUses();
    if (uses.isEmpty()) {
      say(messages, "Go on.");
      return;
    }
    ArrayNode content = messages.addObject().put("role", "user").putArray("content");
    for (JsonNode use : uses) {
      ObjectNode result = content.addObject().put("type", "tool_result");
      result.put("tool_use_id", use.path("id").asString(""));
      result.put("content", results.get(turn % results.size()));
    }
  }

  private static void say(ArrayNode messages, String text) {
    ArrayNode content = messages.addObject().put("role", "user").putArray("content");
    content.addObject().put("type", "text").put("text", text);
  }
}
