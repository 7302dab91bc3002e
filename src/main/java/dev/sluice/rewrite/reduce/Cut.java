package dev.sluice.rewrite.reduce;

import dev.sluice.rewrite.reduce.Decision.LeftOut;
import java.nio.charset.StandardCharsets;

/**
 * Which messages at the beginning of a conversation are not sent.
 *
 * @param at the first message that is sent again; 0 when all are
 * @param what which ones before it are not
 */
record Cut(int at, LeftOut what) {
  static final Cut NONE = new Cut(0, LeftOut.NOTHING);

  /** Whether this message is sent. */
  boolean sends(int message) {
    return message >= at || (message == 0 && what == LeftOut.AFTER_FIRST);
  }

  /** The first message that is not sent. */
  int from() {
    return what == LeftOut.AFTER_FIRST ? 1 : 0;
  }

  boolean isNone() {
    return what == LeftOut.NOTHING;
  }

  /** Whether a patch still holds: what it points to is sent. */
  boolean keeps(Patch patch) {
    return patch.source() == Patch.NO_SOURCE || sends(patch.source());
  }

  /** What stands in place of the messages: always the same for the same cut. */
  byte[] marker() {
    String text =
        what == LeftOut.AFTER_FIRST
            ? "[Sluice left out "
                + (at - 1)
                + " messages of this conversation here, as all of it no longer fits the model's"
                + " context. Above is the task; the work goes on below.]"
            : "[Sluice left out the first "
                + at
                + " messages of this conversation, as all of it no longer fits the model's"
                + " context. The work goes on below.]";
    String message = "{\"role\":\"user\",\"content\":\"" + text + "\"},";
    return message.getBytes(StandardCharsets.UTF_8);
  }
}
