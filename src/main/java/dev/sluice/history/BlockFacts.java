package dev.sluice.history;

import dev.sluice.message.Span;
import dev.sluice.message.TokenEstimate;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What follows from a block's bytes alone and is dear to find out: about how many tokens it has,
 * and whether it is a deferred tool. Remembered by hash in a table of half a megabyte in which the
 * newer replaces the older, since most of a request was in the one before. Safe for any thread: an
 * entry is one long.
 */
final class BlockFacts {
  private static final int SLOTS = 1 << 16;
  private static final int DEFERRED = 1 << 24;
  private static final int MOST_TOKENS = DEFERRED - 1;
  private static final int FACTS = DEFERRED | MOST_TOKENS;
  private static final int HEAD = 400;
  private static final int IMAGE_TOKENS = 1_600;
  private static final byte[] BASE64 = "\"base64\"".getBytes(StandardCharsets.US_ASCII);

  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  /** The facts of the tool with this hash. */
  int ofTool(long hash, byte[] bytes, int from, int to) {
    int known = known(hash);
    return known >= 0 ? known : learn(hash, tokens(bytes, from, to) | deferred(bytes, from, to));
  }

  /** The facts of a block that is no tool. */
  int ofBlock(long hash, byte[] bytes, int from, int to) {
    int known = known(hash);
    return known >= 0 ? known : learn(hash, tokens(bytes, from, to));
  }

  static int tokens(int facts) {
    return facts & MOST_TOKENS;
  }

  static boolean isDeferred(int facts) {
    return (facts & DEFERRED) != 0;
  }

  private int known(long hash) {
    long entry = slots.getOpaque(slot(hash));
    return entry != 0 && (entry ^ hash) >>> 25 == 0 ? (int) entry & FACTS : -1;
  }

  private int learn(long hash, int facts) {
    slots.setOpaque(slot(hash), hash >>> 25 << 25 | facts);
    return facts;
  }

  private static int slot(long hash) {
    return (int) hash & (SLOTS - 1);
  }

  private static int tokens(byte[] bytes, int from, int to) {
    int tokens = Math.min(TokenEstimate.of(bytes, new Span(from, to)), MOST_TOKENS);
    return tokens > IMAGE_TOKENS && hasBase64(bytes, from, to) ? IMAGE_TOKENS : tokens;
  }

  /** Whether the block begins as an image does, whose bytes are no text. */
  private static boolean hasBase64(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + HEAD) - BASE64.length;
    for (int at = from; at < end; at++) {
      if (java.util.Arrays.equals(bytes, at, at + BASE64.length, BASE64, 0, BASE64.length)) {
        return true;
      }
    }
    return false;
  }

  private static int deferred(byte[] bytes, int from, int to) {
    Span value = RawMembers.value(bytes, new Span(from, to), "defer_loading");
    return value != null && bytes[value.from()] == 't' ? DEFERRED : 0;
  }
}
