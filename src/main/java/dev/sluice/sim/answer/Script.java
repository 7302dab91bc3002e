package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.prompt.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that a caller of the control API wrote.
 *
 * @param match which requests it is for: {@code model} and {@code contains}
 * @param content its blocks
 * @param stopReason why it stops
 * @param stopDetails details of a refusal, or missing
 * @param usage counts that replace the computed ones, or missing
 * @param delayMillis how long the model takes
 */
public record Script(
    JsonNode match,
    List<ObjectNode> content,
    String stopReason,
    JsonNode stopDetails,
    JsonNode usage,
    long delayMillis) {
  public Script {
    content = List.copyOf(content);
  }

  /** Reads one from the control API; a {@code text} member stands for one text block. */
  public static Script read(JsonNode node) {
    List<ObjectNode> content = new ArrayList<>();
    for (JsonNode block : node.path("content")) {
      content.add(block.asObject());
    }
    String text = Json.text(node, "text");
    if (text != null) {
      content.add(Json.object().put("type", "text").put("text", text));
    }
    boolean tool = content.stream().anyMatch(b -> Json.text(b, "type", "").equals("tool_use"));
    return new Script(
        node.path("match"),
        content,
        Json.text(node, "stop_reason", tool ? "tool_use" : "end_turn"),
        node.path("stop_details"),
        node.path("usage"),
        Json.number(node, "delayMs", 0));
  }

  /** The answer, its tokens counted unless {@code usage} says otherwise. */
  public Answer answer(Asked asked) {
    long output = Json.number(usage, "output_tokens", count(asked));
    long thinking = Json.number(usage.path("output_tokens_details"), "thinking_tokens", 0);
    long searches = Json.number(usage.path("server_tool_use"), "web_search_requests", 0);
    String stop =
        stopReason.equals("stop_sequence")
            ? asked.request().path("stop_sequences").path(0).asString("")
            : null;
    return new Answer(
        content,
        stopReason,
        stop,
        stopDetails.isObject() ? stopDetails : null,
        output,
        thinking,
        searches,
        null,
        List.of());
  }

  private long count(Asked asked) {
    long tokens = 0;
    for (ObjectNode block : content) {
      String text = Json.text(block, "text");
      tokens += text == null ? Tokenizer.count(block) : Tokenizer.count(text);
    }
    return (tokens * asked.model().tokenPercent() + 99) / 100;
  }
}
