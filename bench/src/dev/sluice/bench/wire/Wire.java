package dev.sluice.bench.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 messages, requests or replies, off the bytes of one connection.
 *
 * <p>Cheaper than a general codec, so that the generator and the mock leave the cores to what is
 * measured. Knows content-length, chunks and bodies that end with the connection. One thread at a
 * time.
 */
public final class Wire {

  /** Told what was read, in the order head, body pieces, end. */
  public interface Sink {
    /** The head is complete; {@code wire} answers questions about it until the next message. */
    void head(Wire wire);

    /** A piece of the body, valid during the call only. */
    void body(ByteBuf bytes, int from, int length);

    /** The message is complete. */
    void end();
  }

  /** The message cannot be read; the connection is of no more use. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private enum State {
    HEAD,
    FIXED,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    UNTIL_CLOSED
  }

  private static final int LARGEST_HEAD = 64 << 10;

  private final boolean replies;
  private final Sink sink;
  private byte[] head = new byte[1024];
  private int size;
  private int lineStart;
  private State state = State.HEAD;
  private long left;
  private boolean sizeEnded;

  private Wire(boolean replies, Sink sink) {
    this.replies = replies;
    this.sink = sink;
  }

  public static Wire ofReplies(Sink sink) {
    return new Wire(true, sink);
  }

  public static Wire ofRequests(Sink sink) {
    return new Wire(false, sink);
  }

  /** Reads all of {@code in}. */
  public void read(ByteBuf in) {
    while (in.isReadable()) {
      switch (state) {
        case HEAD -> readHead(in);
        case FIXED -> readFixed(in);
        case CHUNK_SIZE -> readChunkSize(in);
        case CHUNK -> readChunk(in);
        case CHUNK_END -> readChunkEnd(in);
        case TRAILER -> readTrailer(in);
        case UNTIL_CLOSED -> pass(in, in.readableBytes());
      }
    }
  }

  /** The connection ended: whether that was a proper end of the message under way. */
  public boolean closed() {
    if (state == State.UNTIL_CLOSED) {
      state = State.HEAD;
      sink.end();
      return true;
    }
    return false;
  }

  /** Status of the reply. */
  public int status() {
    return (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
  }

  /** Whether header {@code name} (lower case) has a value that begins with {@code value}. */
  public boolean has(String name, String value) {
    int at = find(name);
    return at >= 0 && matches(at, value);
  }

  private void readHead(ByteBuf in) {
    while (in.isReadable()) {
      byte b = in.readByte();
      if (size == head.length) {
        growHead();
      }
      head[size++] = b;
      if (b == '\n') {
        boolean blank = size - lineStart <= 2;
        lineStart = size;
        if (blank) {
          headEnded();
          return;
        }
      }
    }
  }

  private void growHead() {
    if (size >= LARGEST_HEAD) {
      throw new Malformed("a head of more than " + LARGEST_HEAD + " bytes");
    }
    head = Arrays.copyOf(head, size * 2);
  }

  private void headEnded() {
    if (size <= 2) {
      size = 0;
      lineStart = 0;
      return;
    }
    boolean interim = replies && status() / 100 == 1;
    if (!interim) {
      sink.head(this);
      chooseBody();
    }
    size = 0;
    lineStart = 0;
  }

  private void chooseBody() {
    int length = find("content-length");
    if (has("transfer-encoding", "chunked")) {
      startChunkSize();
    } else if (length >= 0) {
      left = number(length);
      state = State.FIXED;
      endIfDone();
    } else if (replies && status() != 204 && status() != 304) {
      state = State.UNTIL_CLOSED;
    } else {
      end();
    }
  }

  private void readFixed(ByteBuf in) {
    int n = (int) Math.min(left, in.readableBytes());
    left -= n;
    pass(in, n);
    endIfDone();
  }

  private void endIfDone() {
    if (left == 0) {
      end();
    }
  }

  private void startChunkSize() {
    left = 0;
    sizeEnded = false;
    state = State.CHUNK_SIZE;
  }

  private void readChunkSize(ByteBuf in) {
    byte b = in.readByte();
    if (b == '\n') {
      state = left == 0 ? State.TRAILER : State.CHUNK;
      lineStart = 0;
    } else if (!sizeEnded) {
      int digit = Character.digit(b, 16);
      sizeEnded = digit < 0;
      left = sizeEnded ? left : left * 16 + digit;
    }
  }

  private void readChunk(ByteBuf in) {
    int n = (int) Math.min(left, in.readableBytes());
    left -= n;
    pass(in, n);
    if (left == 0) {
      state = State.CHUNK_END;
    }
  }

  private void readChunkEnd(ByteBuf in) {
    if (in.readByte() == '\n') {
      startChunkSize();
    }
  }

  /**
   * Counts the bytes of the trailer line in {@code lineStart}: a line with nothing but CR ends it.
   */
  private void readTrailer(ByteBuf in) {
    byte b = in.readByte();
    if (b != '\n') {
      lineStart += b == '\r' ? 0 : 1;
    } else if (lineStart == 0) {
      end();
    } else {
      lineStart = 0;
    }
  }

  private void pass(ByteBuf in, int n) {
    int from = in.readerIndex();
    in.skipBytes(n);
    if (n > 0) {
      sink.body(in, from, n);
    }
  }

  private void end() {
    state = State.HEAD;
    lineStart = 0;
    sink.end();
  }

  /** Where the value of header {@code name} begins, or -1. */
  private int find(String name) {
    for (int i = 0; i < size; i++) {
      if (head[i] == '\n' && matches(i + 1, name)) {
        int at = i + 1 + name.length();
        if (at < size && head[at] == ':') {
          return head[at + 1] == ' ' ? at + 2 : at + 1;
        }
      }
    }
    return -1;
  }

  private boolean matches(int at, String lower) {
    if (at + lower.length() > size) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      int b = head[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private long number(int at) {
    long value = 0;
    for (int i = at; i < size && head[i] >= '0' && head[i] <= '9'; i++) {
      value = value * 10 + head[i] - '0';
    }
    return value;
  }
}
