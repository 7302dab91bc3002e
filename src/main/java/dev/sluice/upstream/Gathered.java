package dev.sluice.upstream;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** Bytes gathered until the next write: the chunks of one read, or a reply that is held back. */
final class Gathered {
  /** From here on what is gathered is worth a write of its own, and its array not worth keeping. */
  static final int LARGE = 128 << 10;

  private byte[] bytes = new byte[0];
  private int size;

  void add(Buffer chunk) {
    int more = chunk.length();
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, size == 0 ? more : bytes.length * 2));
    }
    chunk.getBytes(bytes, size);
    size += more;
  }

  void replace(byte[] all) {
    bytes = all;
    size = all.length;
  }

  /** The bytes as a buffer that stays valid when this is cleared. */
  Buffer unsent() {
    return Buffer.buffer(copy());
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  /** The backing array; valid up to {@link #size}. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
    if (bytes.length > LARGE) {
      bytes = new byte[0];
    }
  }
}
