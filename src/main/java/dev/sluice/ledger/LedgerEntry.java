package dev.sluice.ledger;

import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Ending;
import dev.sluice.message.Usage;
import dev.sluice.price.Cost;
import dev.sluice.price.Valued;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one exchange. Immutable; written once, when the exchange has ended.
 *
 * @param id the exchange's id; also its order
 * @param at when the request had arrived
 * @param who who asked
 * @param asked what was asked
 * @param served who answered
 * @param outcome how it ended
 * @param usage what the upstream billed, {@link Usage#NONE} if nothing or not known
 * @param money what it cost, and what it would have cost
 * @param timings where the time went
 * @param notes what else is known of it
 */
public record LedgerEntry(
    String id,
    Instant at,
    Who who,
    Asked asked,
    Served served,
    Outcome outcome,
    Usage usage,
    Money money,
    Timings timings,
    Notes notes) {

  /**
   * Who asked.
   *
   * @param tenant the tenant (see {@code Caller})
   * @param key the Sluice key's name, null without one
   * @param session the session, empty when none could be told
   * @param agent the client program: first product of the user agent, empty when not said
   */
  public record Who(String tenant, @Nullable String key, String session, String agent) {}

  /**
   * What was asked.
   *
   * @param method HTTP method
   * @param path raw path without query
   * @param model the model that the client named, empty when the request names none
   * @param stream whether a stream was asked for
   * @param bytes size of the request body
   */
  public record Asked(String method, String path, String model, boolean stream, long bytes) {}

  /**
   * Who answered.
   *
   * @param provider the provider that gave the reply, empty when none was asked
   * @param model the model that the reply names, empty when it names none
   * @param attempts the tries, in order; empty when none was made
   * @param requestId the upstream's {@code request-id}, empty when it gave none
   * @param bytes size of the reply body as relayed
   */
  public record Served(
      String provider, String model, List<Try> attempts, String requestId, long bytes) {
    public Served {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * One try at one upstream.
   *
   * @param provider the provider
   * @param status the HTTP status, 0 when none arrived
   * @param result {@code answered}, or in a few words why it failed
   * @param millis how long it took until it was decided
   */
  public record Try(String provider, int status, String result, long millis) {}

  /**
   * How it ended.
   *
   * @param status the HTTP status that the client saw, 0 when it left before one
   * @param ending how it ended and who is at fault
   * @param stopReason the reply's stop reason, empty when it has none
   * @param error {@code error.type} of an error reply or event, empty when there was none
   * @param cache what the response cache did
   */
  public record Outcome(
      int status, Ending ending, String stopReason, String error, CacheState cache) {}

  /**
   * Money, each exact to the nano-dollar.
   *
   * @param cost what this exchange cost
   * @param without what it would have cost without Sluice
   * @param savings by mechanism; their sum is {@code without - cost}
   */
  public record Money(Cost cost, Cost without, List<Saving> savings) {
    public Money {
      savings = List.copyOf(savings);
    }

    /** The money of an exchange that was valued. */
    public static Money of(Valued valued) {
      return new Money(
          valued.cost(),
          valued.without(),
          valued.savings().stream()
              .map(s -> new Saving(s.mechanism(), s.nanos(), s.spent(), s.calls(), s.measured()))
              .toList());
    }
  }

  /**
   * What one mechanism saved.
   *
   * @param mechanism its name, such as {@code exact}
   * @param nanos nano-dollars, net of what the mechanism spent; negative for a loss
   * @param spent nano-dollars that the mechanism spent; they are in {@code nanos} already
   * @param calls upstream calls that Sluice made for it
   * @param measured true when taken from a bill, false when estimated
   */
  public record Saving(String mechanism, long nanos, long spent, int calls, boolean measured) {
    /** What a mechanism saved that spent nothing. */
    public Saving(String mechanism, long nanos, boolean measured) {
      this(mechanism, nanos, 0, 0, measured);
    }
  }

  /**
   * What else is known of an exchange.
   *
   * @param tags the values of {@code x-sluice-tag}, in order
   * @param cacheBreak why the provider's prompt cache gave less than it could have, null when it
   *     did not
   * @param routed which other model was chosen and why, null when none was
   * @param holdout whether its session ran without savings, for comparison
   */
  public record Notes(
      List<String> tags,
      @Nullable CacheBreak cacheBreak,
      @Nullable Routed routed,
      boolean holdout) {
    /** Nothing. */
    public static final Notes NONE = new Notes(List.of(), null, null);

    public Notes {
      tags = List.copyOf(tags);
    }

    /** Of a session that is not held out. */
    public Notes(List<String> tags, @Nullable CacheBreak cacheBreak, @Nullable Routed routed) {
      this(tags, cacheBreak, routed, false);
    }
  }

  /**
   * What was paid for again because the prompt cache did not have it.
   *
   * @param kind {@code model}, {@code parameter}, {@code tools}, {@code system}, {@code message},
   *     {@code expired} or {@code unexplained}
   * @param what the block that differs, or the gap: names and positions, never content
   * @param lostTokens tokens that could have been read
   * @param lostNanos what that cost in nano-dollars, 0 where no price is known
   * @param wandering whether a date, time, UUID or counter in the prefix defeats the cache
   */
  public record CacheBreak(
      String kind, String what, long lostTokens, long lostNanos, boolean wandering) {}

  /**
   * Why another model than the requested one answered.
   *
   * @param requested what the client asked for
   * @param tier the tier that the request was put in, in lower case
   * @param reason in a few words
   */
  public record Routed(String requested, String tier, String reason) {}

  /**
   * Where the time went; all in nanoseconds of a monotonic clock, -1 where it did not happen.
   *
   * @param total from the request's last byte read to the reply's last byte written
   * @param firstByte from the request's last byte read to the reply's first body byte
   * @param generation from the first body byte to the last
   * @param own what Sluice itself added: {@code total} less the waiting for upstream and client
   */
  public record Timings(long total, long firstByte, long generation, long own) {

    /** Output tokens per second of generation, 0 when it cannot be told. */
    public double tokensPerSecond(long outputTokens) {
      return generation <= 0 ? 0 : outputTokens * 1e9 / generation;
    }
  }
}
