package dev.sluice.workload.client;

import java.io.IOException;

/** A request that was answered by an error. */
public final class ReplyFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ReplyFailed(int status, String text) {
    super("status " + status + ": " + text);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
