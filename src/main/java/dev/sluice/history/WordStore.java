package dev.sluice.history;

import dev.sluice.history.Prefix.Block;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The words of tools, system prompts and first messages by the block's hash, so that a later
 * version can be compared with them. Bounded; the ones that were not asked for longest go first.
 * Safe for any thread.
 */
final class WordStore {
  private static final int MOST_OPENING_BLOCKS = 4;
  private static final int LONGEST_OPENING = 16 << 10;

  private final int limit;
  private final LinkedHashMap<Long, Words> byOwn = new LinkedHashMap<>(16, 0.75f, true);
  private int weight;

  WordStore(int limit) {
    this.limit = limit;
  }

  /** The words of the block with this hash, null when they are not known. */
  synchronized @Nullable Words of(long own) {
    return byOwn.get(own);
  }

  /** Learns the words of what stands before the conversation and of what opens it. */
  void learn(Asked asked, Blocks blocks) {
    int system = asked.prefix().systemEnd();
    int end = Math.min(system + MOST_OPENING_BLOCKS, asked.blocks().size());
    for (int i = 0; i < end; i++) {
      Block block = asked.blocks().get(i);
      if (block.at() == 0 || i < system) {
        learn(block, blocks, i < system ? Integer.MAX_VALUE : LONGEST_OPENING);
      }
    }
  }

  private void learn(Block block, Blocks blocks, int longest) {
    if (of(block.own()) != null) {
      return;
    }
    BlockText text = blocks.read(block);
    if (text.to - text.from <= longest) {
      putIfAbsent(block.own(), Words.of(text.bytes, text.from, text.to));
    }
  }

  /** Keeps words for a block. */
  synchronized void putIfAbsent(long own, Words words) {
    if (byOwn.putIfAbsent(own, words) == null) {
      weight += words.weight();
    }
    while (weight > limit && !byOwn.isEmpty()) {
      weight -= byOwn.pollFirstEntry().getValue().weight();
    }
  }

  synchronized int weight() {
    return weight;
  }
}
