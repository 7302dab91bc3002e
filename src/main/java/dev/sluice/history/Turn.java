package dev.sluice.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as a turn of its conversation, seen before it is sent. Immutable.
 *
 * @param tenant whose it is
 * @param session the session's name, never empty: as the client named it, else by its prefixes
 * @param model the model that it goes to
 * @param at when it arrived
 * @param prefix its prompt
 * @param past the request before it in the same conversation, null for the first
 * @param difference in what it differs from that one, null when it only goes on, or is the first
 * @param gaps times between the last requests of the conversation, at most 16, the one up to this
 *     request last
 * @param sent what of its prefix this tenant sent to this model within the last hour, in any
 *     conversation
 * @param origin where {@link Histories} has its place; opaque, null for a turn made elsewhere
 */
public record Turn(
    String tenant,
    String session,
    String model,
    Instant at,
    Prefix prefix,
    @Nullable Past past,
    @Nullable Difference difference,
    List<Duration> gaps,
    Sent sent,
    @Nullable Origin origin) {
  public Turn {
    gaps = List.copyOf(gaps);
  }

  /** A turn that no memory knows. */
  public Turn(
      String tenant,
      String session,
      String model,
      Instant at,
      Prefix prefix,
      @Nullable Past past,
      @Nullable Difference difference,
      List<Duration> gaps,
      Sent sent) {
    this(tenant, session, model, at, prefix, past, difference, gaps, sent, null);
  }

  /**
   * The request before.
   *
   * @param at when it arrived
   * @param model its model
   * @param prefix its prompt
   * @param shared how many blocks at the beginning are the same in this request
   */
  public record Past(Instant at, String model, Prefix prefix, int shared) {}

  /**
   * When a prefix was last sent.
   *
   * @param tools up to the last tool, null when not
   * @param system up to the end of the system prompt, null when not; without a system prompt the
   *     same as {@code tools}
   */
  public record Sent(@Nullable Instant tools, @Nullable Instant system) {
    /** Never. */
    public static final Sent NEVER = new Sent(null, null);
  }
}
