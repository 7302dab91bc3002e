package dev.sluice.history;

import java.util.List;

/**
 * A request's prompt as hashes, block by block in the provider's order: tools, system, messages.
 * Cache markers do not count, nor whether a text stands as a string or as one block; deferred tools
 * and Claude Code's attribution have no place in it. A message without content is one block.
 * Immutable. Hashes are seeded anew in each process.
 *
 * @param blocks the blocks in order
 * @param toolsEnd how many of them are tools
 * @param systemEnd how many are tools or system
 * @param parameters hash of the parameters that change what the cache keeps of the messages
 *     (tool_choice, thinking, effort; spec anthropic-api section 2.6)
 */
public record Prefix(List<Block> blocks, int toolsEnd, int systemEnd, long parameters) {
  public Prefix {
    blocks = PackedBlocks.of(blocks);
  }

  /** Estimated tokens of the whole prompt. */
  public int tokens() {
    return packed().tokens(blocks.size());
  }

  /** How many blocks at the beginning are the same in the other. */
  public int shared(Prefix other) {
    return packed().shared(other.packed());
  }

  PackedBlocks packed() {
    return (PackedBlocks) blocks;
  }

  /** The same prompt up to a block, in the memory of one that goes on from there. */
  Prefix within(Prefix longer) {
    return new Prefix(longer.packed().first(blocks.size()), toolsEnd, systemEnd, parameters);
  }

  /**
   * One block.
   *
   * @param part in which part of the prompt it is
   * @param at index of the tool, system block (0 for a string) or message
   * @param block index in the message's content, 0 elsewhere and for a string
   * @param own hash of the block alone; a message's first block has the role in it
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
