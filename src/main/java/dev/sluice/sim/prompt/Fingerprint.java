package dev.sluice.sim.prompt;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Mixes text and JSON into a {@link Hash}, in order. Cache markers are left out, and a content that
 * is a string counts as one text block, because neither changes what the model reads; the order of
 * keys does. Not for hostile input. One thread at a time.
 */
public final class Fingerprint {
  private static final long PRIME_A = 0x9FB21C651E98DF25L;
  private static final long PRIME_B = 0xD6E8FEB86659FD93L;

  private static final int STEP = 512;

  private final char[] chars;
  private long high;
  private long low;

  /** Goes on from {@code start}. */
  public Fingerprint(Hash start) {
    this(start, new char[STEP]);
  }

  private Fingerprint(Hash start, char[] chars) {
    this.chars = chars;
    high = start.high();
    low = start.low();
  }

  /** A fresh one that works in the same memory; the two are not used at the same time. */
  Fingerprint from(Hash start) {
    return new Fingerprint(start, chars);
  }

  /** What has been mixed so far. */
  public Hash hash() {
    return new Hash(high ^ (low >>> 29), low * PRIME_A ^ (high >>> 31));
  }

  /** Mixes a text with its length. */
  public Fingerprint add(String text) {
    int length = text.length();
    number(length);
    for (int at = 0; at < length; at += STEP) {
      int part = Math.min(STEP, length - at);
      text.getChars(at, at + part, chars, 0);
      mix(part);
    }
    return this;
  }

  private void mix(int length) {
    int at = 0;
    for (; at + 4 <= length; at += 4) {
      number(
          chars[at]
              | (long) chars[at + 1] << 16
              | (long) chars[at + 2] << 32
              | (long) chars[at + 3] << 48);
    }
    for (; at < length; at++) {
      number(chars[at]);
    }
  }

  /** Mixes a number. */
  public Fingerprint number(long value) {
    high = (high ^ value) * PRIME_A;
    high ^= high >>> 32;
    low = (Long.rotateLeft(low, 23) + value) * PRIME_B;
    return this;
  }

  /** Mixes a tree without its cache markers. */
  public Fingerprint add(JsonNode node) {
    if (node.isObject()) {
      number(1);
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        member(member.getKey(), member.getValue());
      }
      number(2);
    } else if (node.isArray()) {
      number(3);
      for (JsonNode element : node) {
        add(element);
      }
      number(4);
    } else {
      number(node.isString() ? 5 : 6).add(node.asString(""));
    }
    return this;
  }

  private void member(String name, JsonNode value) {
    if (name.equals("cache_control")) {
      return;
    }
    add(name);
    if (name.equals("content") && value.isString()) {
      number(3).number(1).add("type").number(5).add("text");
      add("text").number(5).add(value.stringValue()).number(2).number(4);
    } else {
      add(value);
    }
  }
}
