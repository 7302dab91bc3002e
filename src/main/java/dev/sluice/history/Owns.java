package dev.sluice.history;

import java.util.Arrays;

/** The hashes of some blocks, to ask whether one is among them. Immutable. */
final class Owns {
  private final long[] sorted;

  /** Those of the blocks from {@code from} to before {@code to}. */
  Owns(PackedBlocks blocks, int from, int to) {
    sorted = new long[Math.max(0, to - from)];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = blocks.own(from + i);
    }
    Arrays.sort(sorted);
  }

  boolean contains(long own) {
    return Arrays.binarySearch(sorted, own) >= 0;
  }
}
