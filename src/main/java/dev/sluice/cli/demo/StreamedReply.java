package dev.sluice.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a reply together from its events, as the SDKs do. For one thread and one reply. */
final class StreamedReply {
  private static final String DATA = "data:";

  private final JsonMapper json;
  private final List<ObjectNode> blocks = new ArrayList<>();
  private final StringBuilder input = new StringBuilder();
  private String stopReason = "";
  private boolean ended;

  private StreamedReply(JsonMapper json) {
    this.json = json;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException when the stream reports an error or ends early
   */
  static Reply read(BufferedReader lines, JsonMapper json) throws IOException {
    StreamedReply reply = new StreamedReply(json);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(DATA)) {
        reply.event(json.readTree(line.substring(DATA.length())));
      }
    }
    if (!reply.ended) {
      throw new IOException("the stream ended before the reply did");
    }
    ArrayNode content = json.createArrayNode();
    reply.blocks.forEach(content::add);
    return new Reply(content, reply.stopReason);
  }

  private void event(JsonNode event) throws IOException {
    switch (event.path("type").asString("")) {
      case "content_block_start" -> blocks.add((ObjectNode) event.path("content_block"));
      case "content_block_delta" -> delta(event.path("delta"));
      case "content_block_stop" -> stop();
      case "message_delta" ->
          stopReason = event.path("delta").path("stop_reason").asString(stopReason);
      case "message_stop" -> ended = true;
      case "error" -> throw new IOException("error in the stream: " + event.path("error"));
      default -> {
        // message_start and ping hold nothing that an agent needs.
      }
    }
  }

  private void delta(JsonNode delta) {
    ObjectNode block = blocks.getLast();
    switch (delta.path("type").asString("")) {
      case "text_delta" -> append(block, "text", delta);
      case "thinking_delta" -> append(block, "thinking", delta);
      case "signature_delta" -> append(block, "signature", delta);
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
      blocks.getLast().set("input", json.readTree(input.toString()));
      input.setLength(0);
    }
  }
}
