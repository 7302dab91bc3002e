package dev.sluice.history;

import java.util.List;

/**
 * A request's prompt as hashes, block by block in the provider's order: tools, system, messages.
 * Cache markers do not count, nor whether a text stands as a string or as one block; deferred tools
 * and Claude Code's attribution have no place in it. Immutable.
 *
 * @param blocks the blocks in order
 * @param toolsEnd how many of them are tools
 * @param systemEnd how many are tools or system
 * @param parameters hash of the parameters that change what the cache keeps of the messages
 *     (tool_choice, thinking, effort; spec anthropic-api section 2.6)
 */
public record Prefix(List<Block> blocks, int toolsEnd, int systemEnd, long parameters) {
  public Prefix {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param part in which part of the prompt it is
   * @param at index of the tool, system block (0 for a string) or message
   * @param block index in the message's content, 0 elsewhere and for a string
   * @param own hash of the block alone
   * @param upTo hash of everything up to the end of this block
   * @param tokens estimated tokens up to the end of this block
   */
  public record Block(Part part, int at, int block, long own, long upTo, int tokens) {}

  /** A part of the prompt. */
  public enum Part {
    /** A tool. */
    TOOL,
    /** The system prompt. */
    SYSTEM,
    /** A message. */
    MESSAGE
  }
}
