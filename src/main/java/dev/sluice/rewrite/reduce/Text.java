package dev.sluice.rewrite.reduce;

import dev.sluice.message.JsonBytes;
import dev.sluice.message.Span;
import dev.sluice.message.TokenEstimate;
import org.jspecify.annotations.Nullable;

/** One text of a message that rules may look at. Decoded when first asked for; one thread. */
final class Text {
  private final byte[] bytes;
  private final Kind kind;
  private final int message;
  private final int block;
  private final int inner;
  private final Span raw;
  private final String toolUse;
  private @Nullable String decoded;

  /** Where a text stands. */
  enum Kind {
    /** What a user wrote. */
    USER,
    /** What the model wrote. */
    ASSISTANT,
    /** What a tool gave. */
    TOOL_RESULT
  }

  /**
   * A text.
   *
   * @param at its message, its block there, and its index in the block's own content or -1
   * @param raw the string without its quotes
   * @param toolUse the tool use that it answers, empty if none
   */
  Text(byte[] bytes, Kind kind, At at, Span raw, String toolUse) {
    this.bytes = bytes;
    this.kind = kind;
    this.message = at.message;
    this.block = at.block;
    this.inner = at.inner;
    this.raw = raw;
    this.toolUse = toolUse;
  }

  record At(int message, int block, int inner) {}

  Kind kind() {
    return kind;
  }

  int message() {
    return message;
  }

  int block() {
    return block;
  }

  int inner() {
    return inner;
  }

  Span raw() {
    return raw;
  }

  byte[] bytes() {
    return bytes;
  }

  String toolUse() {
    return toolUse;
  }

  /** What it says. */
  String decoded() {
    String text = decoded;
    if (text == null) {
      text = JsonBytes.string(bytes, new Span(raw.from() - 1, raw.to() + 1));
      decoded = text == null ? "" : text;
    }
    return text == null ? "" : text;
  }

  /** Estimated tokens of a stretch, by its offsets in the raw string. */
  int tokens(int from, int to) {
    return TokenEstimate.of(bytes, raw.from() + from, raw.from() + to);
  }

  /** The offset in the raw string at which this many characters of the text are over. */
  int rawOffset(int chars) {
    int at = 0;
    int seen = 0;
    while (seen < chars && at < raw.length()) {
      seen += charsAt(at);
      at += unitAt(at);
    }
    return at;
  }

  /** Bytes of the character or escape sequence that begins at this raw offset. */
  int unitAt(int offset) {
    byte b = bytes[raw.from() + offset];
    if (b == '\\') {
      return bytes[raw.from() + offset + 1] == 'u' ? 6 : 2;
    }
    return b >= 0 ? 1 : (b & 0xF0) == 0xF0 ? 4 : (b & 0xE0) == 0xE0 ? 3 : 2;
  }

  private int charsAt(int offset) {
    return (bytes[raw.from() + offset] & 0xF8) == 0xF0 ? 2 : 1;
  }
}
