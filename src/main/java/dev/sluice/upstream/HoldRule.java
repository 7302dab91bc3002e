package dev.sluice.upstream;

import dev.sluice.provider.anthropic.ReplyObserver;

/**
 * When a reply is held back because another attempt could still mend it, and until when (DESIGN
 * section 5 "Commit"). Pure.
 */
final class HoldRule {
  /** How long a reply that has begun is held at most, in milliseconds. */
  static final long PATIENCE_MILLIS = 10_000;

  private static final int MOST_OF_A_STREAM = 64 << 10;
  private static final int MOST_OF_A_WHOLE = 1 << 20;

  private HoldRule() {}

  /** Whether this reply may still turn out to be a failure that another attempt could mend. */
  static boolean holds(Attempt attempt, ReplyHead head) {
    return attempt.commit() == Attempt.Commit.WHEN_SOUND
        && (head.worthAnotherTry() || (head.status() < 300 && (head.eventStream() || head.json())));
  }

  /** What to do with a reply that is held, of which so many bytes have come. */
  static Verdict verdict(ReplyHead head, ReplyObserver observer, int size) {
    if (head.eventStream() && observer.substantial()) {
      return Verdict.COMMIT;
    }
    if (head.eventStream() && observer.failed()) {
      return Verdict.FAIL;
    }
    boolean large = size > (head.eventStream() ? MOST_OF_A_STREAM : MOST_OF_A_WHOLE);
    return large ? Verdict.COMMIT : Verdict.WAIT;
  }

  /** What to do with a reply that is held. */
  enum Verdict {
    /** Hold it on. */
    WAIT,
    /** Let it go down. */
    COMMIT,
    /** It has failed before any content. */
    FAIL
  }
}
