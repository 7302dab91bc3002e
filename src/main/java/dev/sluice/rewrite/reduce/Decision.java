package dev.sluice.rewrite.reduce;

import java.util.List;

/**
 * What was decided about one message when it was first seen; it never changes, but for what is left
 * out once the conversation has grown too long.
 *
 * @param tokens estimated tokens of the message as it came
 * @param patches what is done to its texts
 * @param leftOut which messages up to and including this one are not sent
 */
record Decision(int tokens, List<Patch> patches, LeftOut leftOut) {
  Decision {
    patches = List.copyOf(patches);
  }

  static Decision of(int tokens, List<Patch> patches) {
    return new Decision(tokens, patches, LeftOut.NOTHING);
  }

  Decision leavingOut(LeftOut what) {
    return new Decision(tokens, patches, what);
  }

  /** Which messages are not sent. */
  enum LeftOut {
    /** All are sent. */
    NOTHING,
    /** All but the first one, which is the task. */
    AFTER_FIRST,
    /** All. */
    ALL
  }
}
