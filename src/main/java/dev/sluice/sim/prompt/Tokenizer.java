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
    if (isLetter(first)) {
      return run(text, at, LETTERS, true);
    }
    if (first >= '0' && first <= '9') {
      return run(text, at, DIGITS, false);
    }
    if (first == ' ' || first == '\n' || first == '\t') {
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

  private static int run(String text, int from, int most, boolean letters) {
    int end = Math.min(text.length(), from + most);
    int at = from + 1;
    while (at < end && matches(text.charAt(at), letters)) {
      at++;
    }
    return at;
  }

  private static boolean matches(char c, boolean letters) {
    return letters ? isLetter(c) : c >= '0' && c <= '9';
  }

  private static int spaces(String text, int from) {
    char first = text.charAt(from);
    int at = from + 1;
    while (at < text.length() && at < from + 16 && text.charAt(at) == first) {
      at++;
    }
    return at;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x600);
  }
}
