package dev.sluice.bench.wire;

import java.util.Locale;

/** What the mock answers, as a request asks for it in the header {@link #HEADER}. */
public enum Reply {
  /** A whole message of 0.8 KB. */
  JSON(0, 0),
  /** 30 deltas, one each 20 ms. */
  PACED(30, 20_000_000L),
  /** 500 deltas, each written as soon as the one before it. */
  BURST(500, 0),
  /** A stream that stays open for six seconds, one event a second. */
  HELD(4, 1_000_000_000L);

  /** Names the reply wanted. */
  public static final String HEADER = "x-bench-reply";

  /**
   * Events of a stream that are no deltas: start and stop of message and block, and the message's
   * delta.
   */
  private static final int FRAME = 5;

  /** How many content deltas a stream has; 0 for a whole message. */
  public final int deltas;

  /** Time between two events, in nanoseconds. */
  public final long gap;

  Reply(int deltas, long gap) {
    this.deltas = deltas;
    this.gap = gap;
  }

  public boolean streamed() {
    return deltas > 0;
  }

  /** How many {@code data:} lines one reply has. */
  public int events() {
    return streamed() ? deltas + FRAME : 0;
  }

  /** How long one reply takes to be written, in nanoseconds. */
  public long length() {
    return gap * (deltas + 2);
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reply that the head asks for; a whole message if it asks for none. */
  public static Reply asked(Wire head) {
    for (Reply reply : values()) {
      if (head.has(HEADER, reply.word())) {
        return reply;
      }
    }
    return JSON;
  }
}
