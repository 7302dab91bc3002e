package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answer;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.prompt.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the events of a streamed reply (spec anthropic-api section 4). Some data is padded with
 * spaces, as real streams are. One use, one thread.
 */
public final class SseEvents {
  private static final byte[] PING = Json.utf8("event: ping\ndata: {\"type\": \"ping\"}\n\n");
  private static final byte[] STOP =
      Json.utf8("event: message_stop\ndata: {\"type\":\"message_stop\"           }\n\n");
  private static final int TOKENS_PER_DELTA = 3;

  private final List<SseEvent> events = new ArrayList<>();
  private final StringBuilder text = new StringBuilder(256);
  private final int percent;

  private SseEvents(int percent) {
    this.percent = percent;
  }

  /** All events of {@code outcome}, the ping after the first. */
  public static List<SseEvent> of(Outcome outcome, int tokenPercent) {
    SseEvents events = new SseEvents(tokenPercent);
    ObjectNode start = Json.object().put("type", "message_start");
    start.set("message", MessageJson.start(outcome));
    events.event("message_start", start, 0);
    events.events.add(new SseEvent(PING, 0));
    List<ObjectNode> content = outcome.answer().content();
    for (int i = 0; i < content.size(); i++) {
      boolean last = i == content.size() - 1;
      events.block(i, content.get(i), last ? outcome.answer() : null);
    }
    events.end(outcome);
    return events.events;
  }

  /** An {@code error} event. */
  public static byte[] error(String type, String message, String requestId) {
    ObjectNode node = Json.object().put("type", "error");
    node.putObject("error").putNull("details").put("type", type).put("message", message);
    node.put("request_id", requestId);
    return Json.utf8("event: error\ndata: " + node + "\n\n");
  }

  private void end(Outcome outcome) {
    ObjectNode event = Json.object().put("type", "message_delta");
    MessageJson.stop(outcome.answer(), event.putObject("delta"));
    event.set("usage", UsageJson.delta(outcome));
    event.setAll(outcome.late());
    event("message_delta", event, 0);
    events.add(new SseEvent(STOP, 0));
  }

  private void block(int index, ObjectNode block, @Nullable Answer last) {
    switch (Json.text(block, "type", "")) {
      case "text" -> text(index, block);
      case "thinking" -> thinking(index, block);
      case "tool_use", "server_tool_use", "mcp_tool_use" -> {
        String partial = last == null ? null : last.partialInput();
        tool(index, block, partial == null ? block.path("input").toString() : partial);
        if (partial != null) {
          return;
        }
      }
      case "compaction" -> compaction(index, block);
      default -> start(index, block);
    }
    text.setLength(0);
    text.append("{\"type\":\"content_block_stop\",\"index\":").append(index).append("   }");
    raw("content_block_stop", 0);
  }

  private void start(int index, JsonNode block) {
    ObjectNode event = Json.object().put("type", "content_block_start").put("index", index);
    event.set("content_block", block);
    event("content_block_start", event, 0);
  }

  private void text(int index, ObjectNode block) {
    ObjectNode empty = block.deepCopy().put("text", "");
    JsonNode citations = block.path("citations");
    empty.remove("citations");
    start(index, empty);
    pieces(index, "text_delta", "text", Json.text(block, "text", ""));
    for (JsonNode citation : citations) {
      ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
      event.putObject("delta").put("type", "citations_delta").set("citation", citation);
      event("content_block_delta", event, 0);
    }
  }

  private void thinking(int index, ObjectNode block) {
    start(index, block.deepCopy().put("thinking", "").put("signature", ""));
    pieces(index, "thinking_delta", "thinking", Json.text(block, "thinking", ""));
    delta(index, "signature_delta", "signature", Json.text(block, "signature", ""), 0);
  }

  private void tool(int index, ObjectNode block, String json) {
    ObjectNode empty = block.deepCopy();
    empty.putObject("input");
    start(index, empty);
    delta(index, "input_json_delta", "partial_json", "", 0);
    pieces(index, "input_json_delta", "partial_json", json.equals("{}") ? "" : json);
  }

  /** A compaction from a threshold comes in one delta; a signed one comes whole. */
  private void compaction(int index, ObjectNode block) {
    if (block.has("signature")) {
      start(index, block);
      return;
    }
    start(index, Json.object().put("type", "compaction").putNull("content"));
    ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
    ObjectNode delta = event.putObject("delta").put("type", "compaction_delta");
    delta.set("content", block.path("content"));
    delta.set("encrypted_content", block.path("encrypted_content"));
    event("content_block_delta", event, 0);
  }

  private void pieces(int index, String type, String field, String whole) {
    int from = 0;
    while (from < whole.length()) {
      int to = from;
      int tokens = 0;
      while (tokens < TOKENS_PER_DELTA && to < whole.length()) {
        to = Tokenizer.next(whole, to);
        tokens++;
      }
      delta(index, type, field, whole.substring(from, to), tokens * percent / 100);
      from = to;
    }
  }

  private void delta(int index, String type, String field, String piece, int tokens) {
    text.setLength(0);
    text.append("{\"type\":\"content_block_delta\",\"index\":").append(index);
    text.append(",\"delta\":{\"type\":\"").append(type).append("\",\"").append(field);
    text.append("\":");
    Json.quote(piece, text);
    text.append("}}");
    raw("content_block_delta", tokens);
  }

  private void event(String name, ObjectNode data, int tokens) {
    text.setLength(0);
    text.append(data);
    raw(name, tokens);
  }

  private void raw(String name, int tokens) {
    events.add(new SseEvent(Json.utf8("event: " + name + "\ndata: " + text + "\n\n"), tokens));
  }
}
