package dev.sluice.provider.anthropic;

import org.jspecify.annotations.Nullable;

/**
 * Observes the bytes of one reply as they are relayed. One thread at a time. Never throws, whatever
 * comes: HTML, garbage, a depth bomb are replies of which nothing is known.
 */
public interface ReplyObserver {

  /** The next bytes of the decoded body; they are not kept beyond this call unless copied. */
  void bytes(byte[] chunk, int from, int to);

  /** The upstream ended the body cleanly. */
  void end();

  /**
   * Stream: an event other than {@code message_start}, {@code ping} and {@code error} was seen, so
   * that the reply can no longer be taken back. JSON: always false.
   */
  boolean substantial();

  /** Stream: an {@code error} event was seen. JSON: the body is an error envelope. */
  boolean failed();

  /** Stream: {@code message_stop} was seen and no error. JSON: the whole body is a message. */
  boolean complete();

  /** Stream: the bytes so far end where an event ends. JSON: always false. */
  boolean betweenEvents();

  /** What is known so far; usable at any time, also after a cut. */
  ReplyFacts facts();

  /** A copy of all bytes, if keeping was asked and the limit held; null otherwise. */
  byte @Nullable [] content();
}
