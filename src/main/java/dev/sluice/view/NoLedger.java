package dev.sluice.view;

/** There is no ledger to read, or it is none that this version can read; the message says why. */
public final class NoLedger extends Exception {
  NoLedger(String message) {
    super(message);
  }

  NoLedger(String message, Throwable cause) {
    super(message, cause);
  }
}
