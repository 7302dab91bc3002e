package dev.sluice;

/** The client has left; nothing more can be done for this exchange. Has no stack trace. */
final class ClientGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientGone() {
    super("client gone", null, false, false);
  }
}
