package dev.sluice.cache;

import dev.sluice.message.Replay;
import dev.sluice.message.Usage;
import dev.sluice.provider.anthropic.ReplyFacts;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reply as the provider gave it, complete.
 *
 * @param form how the bytes are to be read
 * @param bytes the decoded body, not a copy
 * @param model the model that answered
 * @param stopReason why it stopped
 * @param usage what it used
 * @param storedAt when it was kept
 * @param provider the name of the provider that gave it
 */
@SuppressWarnings("ArrayRecordComponent") // a body is never copied, and replies are not compared
public record StoredReply(
    Form form,
    byte[] bytes,
    String model,
    String stopReason,
    Usage usage,
    Instant storedAt,
    String provider) {

  private static final Set<String> WHOLE_ENDS = Set.of("end_turn", "stop_sequence", "tool_use");

  /**
   * Whether a complete reply that said this with status 200 may be stored: not cut by a limit, no
   * refusal, no error, its usage known (spec anthropic-api section 10, trap 21).
   */
  public static boolean storable(ReplyFacts facts) {
    String stopReason = facts.stopReason();
    return facts.usageKnown()
        && (facts.errorType() == null || facts.errorType().isEmpty())
        && stopReason != null
        && WHOLE_ENDS.contains(stopReason);
  }

  /** Whether this reply may be stored. */
  boolean storable() {
    return WHOLE_ENDS.contains(stopReason) && bytes.length > 0 && !usage.estimated();
  }

  /**
   * The body in the wanted form, converted by spec anthropic-api section 4.2 where it was stored in
   * the other.
   *
   * @throws IllegalStateException if it cannot be converted without loss; a reply that was looked
   *     up in this form can
   */
  public byte[] as(Form wanted) {
    StoredReply reply = in(wanted);
    if (reply == null) {
      throw new IllegalStateException("a stored reply cannot be read as " + wanted);
    }
    return reply.bytes;
  }

  /** This reply in the wanted form, null if it cannot be converted without loss. */
  @Nullable StoredReply in(Form wanted) {
    if (wanted == form) {
      return this;
    }
    byte[] converted =
        switch (wanted) {
          case JSON -> Replay.message(bytes);
          case SSE -> Replay.stream(bytes);
        };
    return converted == null
        ? null
        : new StoredReply(wanted, converted, model, stopReason, usage, storedAt, provider);
  }
}
