package dev.sluice.exchange;

import java.util.Locale;

/** How an exchange ended, grouped by who is at fault. */
public enum Ending {
  /** The whole reply reached the client. */
  COMPLETE,
  /** The upstream answered with an error status, or with an error event in a stream. */
  UPSTREAM_ERROR,
  /** The upstream could not be reached, died, fell silent or sent something that is no reply. */
  UPSTREAM_LOST,
  /** The client left before the end. */
  CLIENT_GONE,
  /** The gateway refused: bad input, bad key, a limit. */
  REFUSED,
  /** The gateway was stopped while the reply was under way. */
  SHUT_DOWN,
  /** A fault in the gateway itself. */
  GATEWAY_ERROR;

  /** The word in the ledger and in logs, lower case with underscores. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
