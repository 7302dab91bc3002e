package dev.sluice.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as the set of its neighbouring pairs of words, so that what is new in a later version is
 * found without the old text and wherever it moved. Words end at white space, quotes and escapes.
 * At most the first {@value #MOST} words count. Immutable.
 */
final class Words {
  private static final int MOST = 16_384;
  private static final int MOST_STRANGERS = 32;
  private static final int LONGEST = 80;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long STEP = 0x9E3779B97F4A7C15L;

  /** Hashes of pairs in an open table; 0 is free. */
  private final int[] table;

  private Words(int[] table) {
    this.table = table;
  }

  /** The words of a text. */
  static Words of(byte[] bytes, int from, int to) {
    Reading reading = new Reading(bytes, from, to);
    int[] table = new int[64];
    int size = 0;
    while (reading.next()) {
      if (2 * size >= table.length) {
        table = grown(table);
      }
      size += add(table, reading.pair) ? 1 : 0;
    }
    return new Words(table);
  }

  /** How many longs of memory this takes, about. */
  int weight() {
    return table.length / 2;
  }

  /** What of another text is not in this one. */
  Compared compare(byte[] bytes, int from, int to) {
    Reading reading = new Reading(bytes, from, to);
    List<String> strangers = new ArrayList<>();
    int count = 0;
    while (reading.next()) {
      if (!contains(reading.pair)) {
        count++;
        if (strangers.size() < MOST_STRANGERS) {
          strangers.add(reading.word());
        }
      }
    }
    return new Compared(strangers, count, reading.words);
  }

  private boolean contains(int pair) {
    int at = pair & (table.length - 1);
    while (table[at] != 0 && table[at] != pair) {
      at = (at + 1) & (table.length - 1);
    }
    return table[at] == pair;
  }

  private static boolean add(int[] table, int pair) {
    int at = pair & (table.length - 1);
    while (table[at] != 0 && table[at] != pair) {
      at = (at + 1) & (table.length - 1);
    }
    boolean isNew = table[at] == 0;
    table[at] = pair;
    return isNew;
  }

  private static int[] grown(int[] table) {
    int[] grown = new int[2 * table.length];
    for (int pair : table) {
      if (pair != 0) {
        add(grown, pair);
      }
    }
    return grown;
  }

  /**
   * The outcome of a comparison.
   *
   * @param strangers words of the new text that were not there before, or not after that word
   * @param count how many such words there are
   * @param words how many words the new text has
   */
  record Compared(List<String> strangers, int count, int words) {

    /** The share of the new text that was in the old one, from 0 to 1. */
    double alike() {
      return words == 0 ? 1 : 1 - (double) count / words;
    }
  }

  /** Goes from word to word. */
  private static final class Reading {
    private final byte[] bytes;
    private final int to;
    private int at;
    private int start;
    private int end;
    private int before;
    private int pair;
    private int words;

    Reading(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.at = from;
      this.to = to;
    }

    boolean next() {
      while (at < to && parts(bytes[at])) {
        at += bytes[at] == '\\' ? 2 : 1;
      }
      if (at >= to || words == MOST) {
        return false;
      }
      start = at;
      long hash = hashToEnd();
      end = at;
      int word = (int) (hash >>> 32);
      pair = (int) ((before * STEP ^ word) * STEP >>> 32) | 1;
      before = word;
      words++;
      return true;
    }

    /** Goes to the end of the word, eight bytes at a time. */
    private long hashToEnd() {
      long hash = 0;
      while (at + Long.BYTES <= to) {
        long next = (long) LONGS.get(bytes, at);
        long parting = parting(next);
        int length = Long.numberOfTrailingZeros(parting) >>> 3;
        at += length;
        if (parting != 0) {
          long rest = next & ((1L << (length << 3)) - 1);
          return spread((hash ^ rest) + length);
        }
        hash = spread(hash ^ next);
      }
      long rest = 0;
      int length = 0;
      while (at < to && !parts(bytes[at])) {
        rest |= (bytes[at++] & 0xFFL) << (length++ << 3);
      }
      return spread((hash ^ rest) + length);
    }

    private static long spread(long word) {
      long high = word * STEP;
      return high ^ high >>> 32;
    }

    /** The lowest set bit marks the first byte that parts words; higher marks may be false. */
    private static long parting(long word) {
      long plain = ~word & HIGHS;
      long controls = (word - 0x21 * ONES) & plain;
      return controls | zeros(word ^ '"' * ONES) | zeros(word ^ '\\' * ONES);
    }

    private static long zeros(long word) {
      return (word - ONES) & ~word & HIGHS;
    }

    String word() {
      int length = Math.min(end - start, LONGEST);
      return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    private static boolean parts(byte b) {
      return b == '"' || b == '\\' || (b >= 0 && b <= ' ');
    }
  }
}
