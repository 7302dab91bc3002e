package dev.sluice.workload.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a message together from its events, as the SDKs do. For one thread and one reply. */
public final class EventReader {
  private static final String DATA = "data:";

  private final List<ObjectNode> blocks = new ArrayList<>();
  private final StringBuilder input = new StringBuilder();
  private String model = "";
  private String stopReason = "";
  private boolean ended;

  private EventReader() {}

  /**
   * Reads to the end and gives {@code model}, {@code content} and {@code stop_reason}.
   *
   * @throws IOException when the stream reports an error or ends early
   */
  public static ObjectNode read(BufferedReader lines) throws IOException {
    EventReader reader = new EventReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(DATA)) {
        reader.event(Json.read(line.substring(DATA.length())));
      }
    }
    if (!reader.ended) {
      throw new IOException("the stream ended before the reply did");
    }
    return reader.message();
  }

  private ObjectNode message() {
    ObjectNode message = Json.object().put("model", model).put("stop_reason", stopReason);
    ArrayNode content = message.putArray("content");
    blocks.forEach(content::add);
    return message;
  }

  private void event(JsonNode event) throws IOException {
    switch (event.path("type").asString("")) {
      case "message_start" -> model = event.path("message").path("model").asString("");
      case "content_block_start" -> blocks.add((ObjectNode) event.path("content_block"));
      case "content_block_delta" -> delta(event.path("delta"));
      case "content_block_stop" -> stop();
      case "message_delta" ->
          stopReason = event.path("delta").path("stop_reason").asString(stopReason);
      case "message_stop" -> ended = true;
      case "error" -> throw new IOException("error in the stream: " + event.path("error"));
      default -> {
        // A ping holds nothing that an agent needs.
      }
    }
  }

  private void delta(JsonNode delta) {
    ObjectNode block = blocks.getLast();
    switch (delta.path("type").asString("")) {
      case "text_delta" -> append(block, "text", delta);
      case "thinking_delta" -> append(block, "thinking", delta);
      case "signature_delta" -> append(block, "signature", delta);
      case "compaction_delta" -> append(block, "content", delta);
      case "input_json_delta" -> input.append(delta.path("partial_json").asString(""));
      default -> {
        // Kinds of delta that are not known do not end an agent.
      }
    }
  }

  private static void append(ObjectNode block, String member, JsonNode delta) {
    block.put(member, block.path(member).asString("") + delta.path(member).asString(""));
  }

  private void stop() {
    if (!input.isEmpty()) {
      blocks.getLast().set("input", Json.read(input.toString()));
      input.setLength(0);
    }
  }
}
