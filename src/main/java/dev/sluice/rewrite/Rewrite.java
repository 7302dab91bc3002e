package dev.sluice.rewrite;

/**
 * One way to change a request before it is sent. Deterministic: the same draft gives the same bytes
 * for ever. Safe for any thread.
 */
public interface Rewrite {

  /** Its mechanism, one of {@code price.Mechanisms}. */
  String mechanism();

  /**
   * What to change, {@link Edit#NONE} for nothing. Never throws for an odd request; in doubt it
   * changes nothing. Where {@link Draft#isOff} says so it decides nothing new.
   */
  Edit rewrite(Draft draft);

  /** Ends what it does beside the requests, when the gateway stops. */
  default void close() {}
}
