package dev.sluice.history;

/**
 * How much is remembered at most.
 *
 * @param conversations how many conversations
 * @param blocks of how many blocks there are hashes, 24 bytes each
 * @param prefixes how many prefixes are known as sent
 * @param words memory for the words of system prompts and tools, in longs
 */
record MemoryLimits(int conversations, int blocks, int prefixes, int words) {
  static final MemoryLimits USUAL = new MemoryLimits(4_000, 2_000_000, 16_384, 1_000_000);

  /** A part of it. */
  MemoryLimits over(int parts) {
    return new MemoryLimits(conversations / parts, blocks / parts, prefixes / parts, words / parts);
  }
}
