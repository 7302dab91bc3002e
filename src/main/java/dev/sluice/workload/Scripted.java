package dev.sluice.workload;

import dev.sluice.workload.client.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers for the simulated provider, each given whenever the newest text of a request holds the
 * words it waits for. For one thread.
 */
final class Scripted {
  private final ArrayNode answers = Json.array();

  /** A plain text. */
  Scripted text(String when, String text) {
    answer(when).add(Json.text(text));
    return this;
  }

  /** Blocks of content. */
  Scripted content(String when, ArrayNode blocks) {
    answer(when).addAll(blocks);
    return this;
  }

  private ArrayNode answer(String when) {
    ObjectNode answer = answers.addObject().put("times", -1);
    answer.putObject("match").put("contains", when);
    return answer.putArray("content");
  }

  /** The scripts as the control API takes them. */
  ArrayNode all() {
    return answers;
  }
}
