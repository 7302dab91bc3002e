package dev.sluice.provider.anthropic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes collected up to a limit; beyond it everything is dropped. Grows by doubling. One thread.
 */
final class Kept {
  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] bytes = NOTHING;
  private int size;
  private boolean dropped;

  Kept(int limit) {
    this.limit = limit;
    this.dropped = limit == 0;
  }

  void add(byte[] chunk, int from, int to) {
    int length = to - from;
    if (dropped) {
      return;
    }
    if (length > limit - size) {
      dropped = true;
      bytes = NOTHING;
      size = 0;
      return;
    }
    if (size + length > bytes.length) {
      long doubled = Math.min(limit, Math.max(4_096, 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, (int) Math.max(size + length, doubled));
    }
    System.arraycopy(chunk, from, bytes, size, length);
    size += length;
  }

  /** The bytes, of which the first {@link #size} count. */
  byte[] buffer() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** A copy, null if the limit did not hold or there is no limit. */
  byte @Nullable [] copy() {
    return dropped ? null : Arrays.copyOf(bytes, size);
  }
}
