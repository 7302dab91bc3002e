package dev.sluice.exchange;

import dev.sluice.message.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model on a mechanism's behalf, with one whole reply. What it costs is booked to the
 * mechanism. Blocks the calling (virtual) thread; safe for any thread.
 */
@FunctionalInterface
public interface ModelClient {

  /**
   * Asks and waits.
   *
   * @throws AskFailed when no whole reply came in time; never anything else
   */
  Answer ask(Ask ask) throws AskFailed;

  /**
   * The same for work that goes on beside the exchange: it does not end when that exchange does,
   * nor is anything put down to it. Holds the caller's credentials, so it is to be let go of as
   * soon as the work is done.
   */
  default ModelClient lasting() {
    return this;
  }

  /**
   * What is asked.
   *
   * @param body a whole Messages request as JSON in UTF-8, not streamed
   * @param timeout how long the whole reply may take
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Ask(byte[] body, Duration timeout) {}

  /**
   * What came back.
   *
   * @param model the model that answered
   * @param text all text of the reply, joined
   * @param usage what was billed
   */
  record Answer(String model, String text, Usage usage) {}

  /** No whole reply came. The message says why in a few words. */
  final class AskFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Answer billed;

    /** Failed for this reason. */
    public AskFailed(String reason) {
      this(reason, null);
    }

    /**
     * Failed for this reason, and cost something all the same.
     *
     * @param billed what was billed before it broke and is put down to no exchange, without a text;
     *     null for nothing
     */
    public AskFailed(String reason, @Nullable Answer billed) {
      super(reason, null, false, false);
      this.billed = billed;
    }

    /** What was billed and has to be booked by whoever asked, null for nothing. */
    public @Nullable Answer billed() {
      return billed;
    }
  }
}
