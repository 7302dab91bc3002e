package dev.sluice.history;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of one block that count: without cache markers, and of a plain text block nothing but
 * the raw string. One scan of one body by one thread; each call to {@link #read} replaces what the
 * one before found.
 */
final class BlockText {
  private static final byte[][] TEXT_HEAD = {
    ascii("{"),
    ascii("\"type\""),
    ascii(":"),
    ascii("\"text\""),
    ascii(","),
    ascii("\"text\""),
    ascii(":")
  };

  private final byte[] body;
  private final List<Index.Marker> markers;
  private byte[] scratch = new byte[0];

  /** Where {@link #from} and {@link #to} point into: the body, or a copy without markers. */
  byte[] bytes;

  int from;
  int to;
  boolean plainText;

  BlockText(byte[] body, List<Index.Marker> markers) {
    this.body = body;
    this.markers = markers;
    this.bytes = body;
  }

  /** A text that stands as a string. */
  void readString(Span raw) {
    bytes = body;
    from = raw.from();
    to = raw.to();
    plainText = body[from] == '"';
  }

  /** A block, tool or any other value. */
  void read(Span block) {
    bytes = body;
    from = block.from();
    to = block.to();
    int marker = firstMarker(block.from());
    if (marker < markers.size() && markers.get(marker).member().to() <= block.to()) {
      copyWithoutMarkers(block, marker);
    }
    narrowToText();
  }

  private int firstMarker(int at) {
    int low = 0;
    int high = markers.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (markers.get(middle).member().from() < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void copyWithoutMarkers(Span block, int first) {
    if (scratch.length < block.length()) {
      scratch = new byte[Math.max(block.length(), 2 * scratch.length)];
    }
    int length = 0;
    int at = block.from();
    for (int i = first; i < markers.size(); i++) {
      Span member = markers.get(i).member();
      if (member.to() > block.to()) {
        break;
      }
      length = copy(at, member.from(), length);
      int next = RawMembers.skipSpace(body, member.to());
      if (body[next] == ',') {
        at = RawMembers.skipSpace(body, next + 1);
      } else {
        length = withoutComma(length);
        at = member.to();
      }
    }
    to = copy(at, block.to(), length);
    from = 0;
    bytes = scratch;
  }

  private int copy(int begin, int end, int length) {
    System.arraycopy(body, begin, scratch, length, end - begin);
    return length + end - begin;
  }

  /** The length without the last comma and the white space around it, if there is one. */
  private int withoutComma(int length) {
    int end = withoutSpace(length);
    return end > 0 && scratch[end - 1] == ',' ? withoutSpace(end - 1) : length;
  }

  private int withoutSpace(int length) {
    int end = length;
    while (end > 0 && RawMembers.isSpace(scratch[end - 1])) {
      end--;
    }
    return end;
  }

  /**
   * Narrows to the string of a block that has a type and a text and nothing else. The bytes up to
   * the closing brace are one string exactly when there is nothing after it; if there is, they hold
   * a quote that no raw string can hold, so the hashes of the two never mean the same.
   */
  private void narrowToText() {
    int at = from;
    for (byte[] part : TEXT_HEAD) {
      at = after(part, at);
      if (at < 0) {
        plainText = false;
        return;
      }
    }
    int end = to - 1;
    while (end > at && RawMembers.isSpace(bytes[end - 1])) {
      end--;
    }
    plainText = end - at >= 2 && bytes[at] == '"' && bytes[end - 1] == '"';
    if (plainText) {
      from = at;
      to = end;
    }
  }

  /** The next token's start if this one is here, else -1. */
  private int after(byte[] part, int at) {
    if (at + part.length >= to) {
      return -1;
    }
    for (int i = 0; i < part.length; i++) {
      if (bytes[at + i] != part[i]) {
        return -1;
      }
    }
    int next = at + part.length;
    while (next < to && RawMembers.isSpace(bytes[next])) {
      next++;
    }
    return next < to ? next : -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
