package dev.sluice.sim.prompt;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Splits text into tokens of about four letters. It is no real model's vocabulary, but it is
 * stable, additive over blocks and close enough in size that prices and limits behave as they
 * should. Pure; safe for any thread.
 */
public final class Tokenizer {
  private static final int LETTERS = 5;
  private static final int DIGITS = 3;
  private static final byte OTHER = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte SPACE = 3;
  private static final byte[] KINDS = kinds();
  private static final int BYTES_OF_A_PAGE_TOKEN = 6;

  /** What an image costs whatever its size. */
  public static final int IMAGE = 1_500;

  private Tokenizer() {}

  /** The number of tokens in {@code text}. */
  public static int count(String text) {
    int tokens = 0;
    for (int at = 0; at < text.length(); tokens++) {
      at = next(text, at);
    }
    return tokens;
  }

  /** Where the token that begins at {@code from} ends; never inside a surrogate pair. */
  public static int next(String text, int from) {
    int at = from;
    int length = text.length();
    if (text.charAt(at) == ' ' && at + 1 < length) {
      at++;
    }
    char first = text.charAt(at);
    int kind = kind(first);
    if (kind == LETTER) {
      return run(text, at, LETTERS, kind);
    }
    if (kind == DIGIT) {
      return run(text, at, DIGITS, kind);
    }
    if (kind == SPACE) {
      return spaces(text, at);
    }
    return Character.isHighSurrogate(first) && at + 1 < length ? at + 2 : at + 1;
  }

  /** Where {@code text} must be cut so that at most {@code tokens} tokens remain. */
  public static int cut(String text, long tokens) {
    int at = 0;
    for (long left = tokens; left > 0 && at < text.length(); left--) {
      at = next(text, at);
    }
    return at;
  }

  /** The number of tokens of a JSON value as it would be printed. */
  public static int count(JsonNode node) {
    if (node.isString()) {
      return count(node.stringValue()) + 1;
    }
    if (node.isObject()) {
      int tokens = 2;
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (!member.getKey().equals("cache_control")) {
          tokens += count(member.getKey()) + 1 + count(member.getValue());
        }
      }
      return tokens;
    }
    if (node.isArray()) {
      int tokens = 2;
      for (JsonNode element : node) {
        tokens += count(element);
      }
      return tokens;
    }
    return 1;
  }

  /** The tokens of a file of {@code bytes} bytes, a page of which is read as text and picture. */
  static int document(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, 200 + bytes / BYTES_OF_A_PAGE_TOKEN);
  }

  private static int run(String text, int from, int most, int kind) {
    int end = Math.min(text.length(), from + most);
    int at = from + 1;
    while (at < end && kind(text.charAt(at)) == kind) {
      at++;
    }
    return at;
  }

  private static int spaces(String text, int from) {
    char first = text.charAt(from);
    int at = from + 1;
    while (at < text.length() && at < from + 16 && text.charAt(at) == first) {
      at++;
    }
    return at;
  }

  private static int kind(char c) {
    return c < KINDS.length ? KINDS[c] : OTHER;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[0x600];
    for (int c = 0; c < kinds.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
      boolean digit = c >= '0' && c <= '9';
      boolean space = c == ' ' || c == '\n' || c == '\t';
      kinds[c] = letter ? LETTER : digit ? DIGIT : space ? SPACE : OTHER;
    }
    return kinds;
  }
}
