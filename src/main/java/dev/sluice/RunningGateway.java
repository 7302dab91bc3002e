package dev.sluice;

import java.net.URI;

/** A gateway that serves. Safe for any thread. */
public interface RunningGateway extends AutoCloseable {

  /** Where it listens, such as {@code http://127.0.0.1:8088}. */
  URI address();

  /** Whether it takes new requests: true from the start until it is told to end. */
  boolean healthy();

  /** Exchanges under way. */
  int underWay();

  /**
   * Ends gracefully: refuses what is new, lets replies under way go on for at most {@code
   * limits.drain}, ends the rest with an error, writes the ledger out. Returns when all that is
   * done.
   */
  void drain();

  /** Ends at once. */
  @Override
  void close();
}
