package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message put together from an event stream by the strictest rules of the SDKs' accumulators
 * (spec anthropic-api section 4.1); what one of them would refuse is an assertion error.
 *
 * @param start the message of {@code message_start}
 * @param blocks the content blocks, whole
 * @param delta the last {@code message_delta}
 */
public record Heard(JsonNode start, List<JsonNode> blocks, JsonNode delta) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Listens to a whole stream. */
  public static Heard of(String stream) {
    assertThat(stream).endsWith("\n\n").doesNotContain("\\n\\n");
    return new Ear().listen(stream);
  }

  private static final class Ear {
    private final List<JsonNode> blocks = new ArrayList<>();
    private final Map<Integer, StringBuilder> json = new LinkedHashMap<>();
    private JsonNode start = JSON.nullNode();
    private JsonNode delta = JSON.nullNode();
    private int open = -1;
    private boolean stopped;

    Heard listen(String stream) {
      for (String event : stream.substring(0, stream.length() - 2).split("\n\n", -1)) {
        String[] lines = event.split("\n", -1);
        assertThat(lines).as("event %s", event).hasSize(2);
        assertThat(lines[0]).startsWith("event: ");
        assertThat(lines[1]).startsWith("data: ");
        JsonNode data = JSON.readTree(lines[1].substring("data: ".length()));
        String name = lines[0].substring("event: ".length());
        assertThat(data.path("type").asString()).isEqualTo(name);
        assertThat(stopped).as("after message_stop: %s", event).isFalse();
        take(name, data);
      }
      assertThat(stopped).as("message_stop").isTrue();
      return new Heard(start, List.copyOf(blocks), delta);
    }

    private void take(String name, JsonNode data) {
      switch (name) {
        case "message_start" -> {
          assertThat(start.isNull()).as("one message_start").isTrue();
          start = data.path("message");
          assertThat(start.path("content").isEmpty()).isTrue();
          assertThat(start.path("usage").has("input_tokens")).isTrue();
        }
        case "ping" -> {}
        case "content_block_start" -> begin(data);
        case "content_block_delta" -> add(data.path("index").asInt(-1), data.path("delta"));
        case "content_block_stop" -> end(data.path("index").asInt(-1));
        case "message_delta" -> {
          assertThat(open).as("no open block").isEqualTo(-1);
          assertThat(data.path("usage").has("output_tokens")).isTrue();
          delta = data;
        }
        case "message_stop" -> {
          assertThat(delta.isNull()).as("message_delta before message_stop").isFalse();
          stopped = true;
        }
        default -> throw new AssertionError("unknown event " + name);
      }
    }

    private void begin(JsonNode data) {
      assertThat(start.isNull()).as("message_start first").isFalse();
      assertThat(open).as("no open block").isEqualTo(-1);
      assertThat(data.path("index").asInt(-1)).as("contiguous index").isEqualTo(blocks.size());
      open = blocks.size();
      blocks.add(data.path("content_block").deepCopy());
    }

    private void add(int index, JsonNode piece) {
      assertThat(index).isEqualTo(open);
      ObjectNode block = (ObjectNode) blocks.get(index);
      switch (piece.path("type").asString()) {
        case "text_delta" -> append(block, "text", piece);
        case "thinking_delta" -> append(block, "thinking", piece);
        case "signature_delta" -> block.put("signature", piece.path("signature").asString());
        case "input_json_delta" ->
            json.computeIfAbsent(index, i -> new StringBuilder())
                .append(piece.path("partial_json").asString());
        default -> throw new AssertionError("unknown delta " + piece);
      }
    }

    private static void append(ObjectNode block, String name, JsonNode piece) {
      assertThat(block.path("type").asString()).isEqualTo(name);
      block.put(name, block.path(name).asString() + piece.path(name).asString());
    }

    private void end(int index) {
      assertThat(index).isEqualTo(open);
      ObjectNode block = (ObjectNode) blocks.get(index);
      if (block.path("type").asString().endsWith("tool_use")) {
        StringBuilder text = json.get(index);
        assertThat(text).as("at least one input_json_delta").isNotNull();
        block.set("input", JSON.readTree(text.isEmpty() ? "{}" : text.toString()));
      }
      open = -1;
    }
  }
}
