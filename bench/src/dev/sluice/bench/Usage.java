package dev.sluice.bench;

/** A command line that cannot be carried out; the message says why. */
final class Usage extends RuntimeException {
  private static final long serialVersionUID = 1;

  Usage(String message) {
    super(message, null, false, false);
  }
}
