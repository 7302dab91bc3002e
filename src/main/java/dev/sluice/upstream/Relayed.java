package dev.sluice.upstream;

import dev.sluice.exchange.Ending;
import dev.sluice.provider.anthropic.ReplyFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an attempt. */
public sealed interface Relayed {

  /**
   * The reply went down, or its beginning did.
   *
   * @param reply what went down
   * @param ending how it ended
   */
  record Delivered(Reply reply, Ending ending) implements Relayed {}

  /**
   * Nothing went down; another attempt may be made.
   *
   * @param status the upstream's status, 0 when none arrived
   * @param reason why in a few words, such as {@code connection refused}
   * @param timeout whether it was a matter of time
   * @param held the reply as it came, where a whole one came
   * @param facts what was billed before it failed
   * @param retryAfter how long the upstream asks to wait, null when it does not say
   */
  record Failed(
      int status,
      String reason,
      boolean timeout,
      @Nullable Held held,
      ReplyFacts facts,
      @Nullable Duration retryAfter)
      implements Relayed {}

  /** The gateway was stopped before anything went down. */
  record Stopped() implements Relayed {}

  /** The client left before anything went down. */
  record Abandoned() implements Relayed {}

  /**
   * A whole reply that was held back and can still be sent as it came.
   *
   * @param head status and headers
   * @param body the body's bytes
   */
  record Held(ReplyHead head, byte[] body) {}

  /**
   * What went down.
   *
   * @param head status and headers as they came
   * @param facts what the bytes said
   * @param content the body's bytes where they were kept
   * @param bytes how many body bytes went down
   * @param firstByte when the first body byte arrived, nanoseconds of the monotonic clock, 0 for
   *     none
   * @param lastByte when the last went down
   */
  record Reply(
      ReplyHead head,
      ReplyFacts facts,
      byte @Nullable [] content,
      long bytes,
      long firstByte,
      long lastByte) {}
}
