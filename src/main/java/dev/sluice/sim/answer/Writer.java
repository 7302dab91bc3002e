package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.Iteration;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.prompt.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts an answer together block by block and ends it where {@code max_tokens} or a stop sequence
 * says. One use, one thread.
 */
final class Writer {
  private final List<ObjectNode> content = new ArrayList<>(4);
  private final List<Iteration> passes = new ArrayList<>(1);
  private final SimModel model;
  private final JsonNode stops;
  private long left;
  private long output;
  private long thinking;
  private long searches;
  private @Nullable String reason;
  private @Nullable String stop;
  private @Nullable String partial;

  Writer(Asked asked) {
    model = asked.model();
    stops = asked.request().path("stop_sequences");
    left = asked.limit();
    if (left == 0) {
      reason = "max_tokens";
    }
  }

  /** Whether something ended the answer. */
  boolean over() {
    return reason != null;
  }

  /** How many tokens of thinking {@code text} would be, within the limit. */
  long fits(String text) {
    return Math.min(left, tokens(text));
  }

  void thinking(ObjectNode block, long tokens) {
    content.add(block);
    thinking += tokens;
    spend(tokens);
  }

  /** Adds a text block, cut where it must be; an empty rest is not added. */
  void text(String whole) {
    String text = stopped(whole);
    if (tokens(text) > left) {
      text = text.substring(0, Tokenizer.cut(text, left * 100 / model.tokenPercent()));
      stop = null;
      reason = "max_tokens";
    }
    if (!text.isEmpty()) {
      content.add(Json.object().put("type", "text").put("text", text));
      spend(Math.min(left, tokens(text)));
    }
  }

  void tool(String id, String name, JsonNode input) {
    String json = input.toString();
    ObjectNode block = Json.object().put("type", "tool_use").put("id", id).put("name", name);
    long tokens = tokens(json) + 8;
    if (tokens > left) {
      partial = json.substring(0, Tokenizer.cut(json, Math.max(0, left - 8)));
      block.putObject("input");
      reason = "max_tokens";
    } else {
      block.set("input", input);
    }
    content.add(block);
    spend(Math.min(left, tokens));
  }

  void block(ObjectNode block, long tokens) {
    content.add(block);
    spend(Math.min(left, tokens));
  }

  /** Another model was asked. */
  void passed(Iteration pass) {
    passes.add(pass);
  }

  void searched() {
    searches++;
  }

  Answer answer(String otherwise) {
    String why = reason == null ? otherwise : reason;
    return new Answer(content, why, stop, null, output, thinking, searches, partial, passes);
  }

  private void spend(long tokens) {
    left -= tokens;
    output += tokens;
  }

  private String stopped(String text) {
    int first = text.length();
    for (JsonNode sequence : stops) {
      int at = text.indexOf(sequence.asString(""));
      if (at >= 0 && at < first) {
        first = at;
        stop = sequence.asString();
        reason = "stop_sequence";
      }
    }
    return text.substring(0, first);
  }

  private long tokens(String text) {
    return ((long) Tokenizer.count(text) * model.tokenPercent() + 99) / 100;
  }
}
