package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answer;
import dev.sluice.sim.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code Message} object of a reply (spec anthropic-api section 3). */
public final class MessageJson {
  private MessageJson() {}

  /** The whole reply of a call that was not streamed. */
  public static ObjectNode whole(Outcome outcome) {
    Answer answer = outcome.answer();
    ObjectNode message = head(outcome);
    ArrayNode content = message.putArray("content");
    answer.content().forEach(content::add);
    stop(answer, message);
    message.setAll(outcome.early());
    message.setAll(outcome.late());
    message.set("usage", UsageJson.whole(outcome));
    return message;
  }

  /** The message inside message_start. */
  static ObjectNode start(Outcome outcome) {
    ObjectNode message = head(outcome);
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    message.setAll(outcome.early());
    message.set("usage", UsageJson.start(outcome, Math.min(1, outcome.answer().output())));
    return message;
  }

  /** Adds why the answer stopped. */
  static void stop(Answer answer, ObjectNode to) {
    to.put("stop_reason", answer.stopReason()).put("stop_sequence", answer.stopSequence());
    if (answer.stopDetails() != null) {
      to.set("stop_details", answer.stopDetails());
    }
  }

  private static ObjectNode head(Outcome outcome) {
    return Json.object()
        .put("model", outcome.spend().model())
        .put("id", outcome.id())
        .put("type", "message")
        .put("role", "assistant");
  }
}
