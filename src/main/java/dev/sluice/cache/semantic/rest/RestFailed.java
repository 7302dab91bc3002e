package dev.sluice.cache.semantic.rest;

import java.io.IOException;

/** The service did not answer as it should. Has no trace: the message says what it said. */
public final class RestFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RestFailed(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status, 0 when there was no answer. */
  public int status() {
    return status;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
