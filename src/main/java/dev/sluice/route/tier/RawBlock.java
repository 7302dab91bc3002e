package dev.sluice.route.tier;

import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;

/**
 * Looks at the edges of a content block without parsing it: members that clients write first or
 * last. A quote inside a JSON string is escaped, so text cannot pose as a member. Pure.
 */
final class RawBlock {
  private static final int EDGE = 400;

  private RawBlock() {}

  /** Whether the block's type is this one, as far as its edges tell. */
  static boolean isOf(byte[] bytes, Span block, String type) {
    return has(bytes, block, "\"type\"", "\"" + type + "\"");
  }

  /** Whether a tool's result says that it is an error. */
  static boolean isError(byte[] bytes, Span block) {
    return has(bytes, block, "\"is_error\"", "true");
  }

  /** What a tool is called with, without the id of the call; empty for any other block. */
  static String input(byte[] bytes, Span block) {
    String raw = new String(bytes, block.from(), block.length(), StandardCharsets.UTF_8);
    int name = raw.indexOf("\"name\"");
    return name >= 0 && isOf(bytes, block, "tool_use") ? raw.substring(name) : "";
  }

  private static boolean has(byte[] bytes, Span block, String name, String value) {
    if (block.length() <= 2 * EDGE) {
      return hasIn(text(bytes, block.from(), block.to()), name, value);
    }
    return hasIn(text(bytes, block.from(), block.from() + EDGE), name, value)
        || hasIn(text(bytes, block.to() - EDGE, block.to()), name, value);
  }

  private static boolean hasIn(String raw, String name, String value) {
    for (int at = raw.indexOf(name); at >= 0; at = raw.indexOf(name, at + 1)) {
      int colon = at + name.length();
      while (colon < raw.length() && (raw.charAt(colon) <= ' ' || raw.charAt(colon) == ':')) {
        colon++;
      }
      if (colon > at + name.length() && raw.startsWith(value, colon)) {
        return true;
      }
    }
    return false;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
