package dev.sluice.history;

import dev.sluice.history.Prefix.Block;
import dev.sluice.history.Prefix.Part;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Blocks in three longs each, as thousands of conversations are kept of some hundred blocks each.
 * Immutable; positions and tokens beyond the millions are kept as the largest that fits.
 */
final class PackedBlocks extends AbstractList<Block> implements RandomAccess {
  private static final Part[] PARTS = Part.values();
  private static final int WORDS = 3;
  private static final int TOKEN_BITS = 25;
  private static final int BLOCK_BITS = 18;
  private static final int AT_BITS = 19;

  private final long[] words;
  private final int size;

  private PackedBlocks(long[] words, int size) {
    this.words = words;
    this.size = size;
  }

  /** These blocks, packed if they are not. */
  static PackedBlocks of(List<Block> blocks) {
    if (blocks instanceof PackedBlocks packed) {
      return packed;
    }
    Filling filling = new Filling(blocks.size());
    for (Block block : blocks) {
      filling.at(block.part(), block.at(), block.block());
      filling.add(block.own(), block.upTo(), block.tokens());
    }
    return filling.done();
  }

  /** The first blocks, without a copy. */
  PackedBlocks first(int count) {
    return new PackedBlocks(words, count);
  }

  /** Whether both keep their blocks in the same memory. */
  @SuppressWarnings("ReferenceEquality") // the memory itself is asked for
  boolean sharesMemory(PackedBlocks other) {
    return words == other.words;
  }

  /** How many blocks there is memory for. */
  int room() {
    return words.length / WORDS;
  }

  long own(int i) {
    return words[i * WORDS];
  }

  long upTo(int i) {
    return words[i * WORDS + 1];
  }

  /** Estimated tokens up to the end of the first {@code count} blocks. */
  int tokens(int count) {
    return count == 0 ? 0 : (int) (words[count * WORDS - 1] & mask(TOKEN_BITS));
  }

  /** How many blocks at the beginning are the same. */
  int shared(PackedBlocks other) {
    int low = 0;
    int high = Math.min(size, other.size);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (upTo(middle) == other.upTo(middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public Block get(int i) {
    java.util.Objects.checkIndex(i, size);
    long place = words[i * WORDS + 2];
    int block = (int) (place >>> TOKEN_BITS & mask(BLOCK_BITS));
    int at = (int) (place >>> (TOKEN_BITS + BLOCK_BITS) & mask(AT_BITS));
    Part part = PARTS[(int) (place >>> (TOKEN_BITS + BLOCK_BITS + AT_BITS))];
    return new Block(part, at, block, own(i), upTo(i), tokens(i + 1));
  }

  @Override
  public int size() {
    return size;
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }

  private static long fit(int value, int bits) {
    return Math.min(value, mask(bits));
  }

  /** Takes blocks one by one; used once, by one thread. */
  static final class Filling {
    private long[] words;
    private int size;
    private long place;

    Filling(int expected) {
      words = new long[expected * WORDS];
    }

    /** Where the block that comes next is. */
    @SuppressWarnings("EnumOrdinal") // written nowhere but here in memory
    void at(Part part, int at, int block) {
      place = (long) part.ordinal() << AT_BITS | fit(at, AT_BITS);
      place = place << BLOCK_BITS | fit(block, BLOCK_BITS);
    }

    void add(long own, long upTo, int tokens) {
      int to = size * WORDS;
      if (to == words.length) {
        words = java.util.Arrays.copyOf(words, Math.max(8 * WORDS, 2 * to));
      }
      words[to] = own;
      words[to + 1] = upTo;
      words[to + 2] = place << TOKEN_BITS | fit(tokens, TOKEN_BITS);
      size++;
    }

    int size() {
      return size;
    }

    PackedBlocks done() {
      int length = size * WORDS;
      return new PackedBlocks(
          length == words.length ? words : java.util.Arrays.copyOf(words, length), size);
    }
  }
}
