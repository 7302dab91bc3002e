package dev.sluice.sim.prompt;

import java.util.List;

/**
 * A request as the model reads it: its blocks in the order tools, system, messages.
 *
 * @param blocks the blocks that have a place in the prefix
 * @param tokens the tokens of the whole input
 * @param end what a thinking block at the very end would be bound to
 */
public record Prompt(List<PromptBlock> blocks, long tokens, Hash end) {
  public Prompt {
    blocks = List.copyOf(blocks);
  }
}
