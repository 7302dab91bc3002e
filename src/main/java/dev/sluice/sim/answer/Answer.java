package dev.sluice.sim.answer;

import dev.sluice.sim.model.Iteration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model said.
 *
 * @param content the content blocks as a whole reply holds them
 * @param stopReason why it stopped
 * @param stopSequence the stop sequence that it ran into
 * @param stopDetails the details of a refusal
 * @param output its tokens, thinking included
 * @param thinking the tokens that were thinking
 * @param searches web searches made on the way
 * @param partialInput the JSON of the last block, a tool_use that max_tokens cut off
 * @param passes what other models did for it
 */
public record Answer(
    List<ObjectNode> content,
    String stopReason,
    @Nullable String stopSequence,
    @Nullable JsonNode stopDetails,
    long output,
    long thinking,
    long searches,
    @Nullable String partialInput,
    List<Iteration> passes) {
  public Answer {
    content = List.copyOf(content);
    passes = List.copyOf(passes);
  }

  /** The same answer with {@code block} before it. */
  public Answer after(ObjectNode block) {
    List<ObjectNode> all = new ArrayList<>(content);
    all.addFirst(block);
    return with(all);
  }

  /** The same answer with other blocks. */
  Answer with(List<ObjectNode> blocks) {
    return new Answer(
        blocks,
        stopReason,
        stopSequence,
        stopDetails,
        output,
        thinking,
        searches,
        partialInput,
        passes);
  }
}
