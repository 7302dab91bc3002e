package dev.sluice.rewrite;

import dev.sluice.message.Usage;
import java.util.concurrent.CompletableFuture;

/**
 * Is told what becomes of the request that a rewrite changed. Each method is called at most once,
 * on any thread; none may throw, and only {@link #beforeSending} may block. {@link #ended} is
 * called in every case, also when the request is never sent.
 */
public interface Afterwards {

  /** Whether {@link #content} is wanted, so that the reply's bytes are kept for it. */
  default boolean wantsContent() {
    return false;
  }

  /**
   * Waits before the request is sent, where that saves money; blocks a virtual thread.
   *
   * @param gone done when the client has left, which ends the wait
   */
  default void beforeSending(CompletableFuture<?> gone) {}

  /** The provider began to answer: what was written to its prompt cache can be read from now on. */
  default void begun() {}

  /**
   * A whole reply of status 200.
   *
   * @param eventStream whether the bytes are an event stream, else JSON
   */
  default void content(boolean eventStream, byte[] bytes) {}

  /**
   * It is over.
   *
   * @param usage what was billed, {@link Usage#NONE} when nothing or not known
   * @param status the upstream's status, 0 when none arrived
   */
  default void ended(Usage usage, int status) {}
}
