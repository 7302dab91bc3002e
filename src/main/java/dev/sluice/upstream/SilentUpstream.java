package dev.sluice.upstream;

import java.time.Duration;

/** The upstream has sent nothing for too long. Has no stack trace. */
final class SilentUpstream extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SilentUpstream(boolean beforeHead, Duration allowed) {
    super((beforeHead ? "no reply within " : "silent for ") + inWords(allowed), null, false, false);
  }

  private static String inWords(Duration allowed) {
    boolean whole = allowed.toMillis() % 1000 == 0;
    return whole ? allowed.toSeconds() + " s" : allowed.toMillis() + " ms";
  }
}
