package dev.sluice;

/** The gateway could not start; the message says what, where and how to mend it. */
public final class StartFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public StartFailed(String message) {
    super(message);
  }

  public StartFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
