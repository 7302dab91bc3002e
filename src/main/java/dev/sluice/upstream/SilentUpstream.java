package dev.sluice.upstream;

import java.time.Duration;

/** The upstream has sent nothing for too long. Has no stack trace. */
final class SilentUpstream extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SilentUpstream(boolean beforeHead, Duration allowed) {
    super(
        (beforeHead ? "no reply within " : "silent for ") + allowed.toSeconds() + " s",
        null,
        false,
        false);
  }
}
