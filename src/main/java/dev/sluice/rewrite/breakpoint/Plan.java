package dev.sluice.rewrite.breakpoint;

import org.jspecify.annotations.Nullable;

/**
 * Which markers a request gets, each with its lifetime, null for none. Those of the beginning live
 * as long as those behind them or longer, because the provider refuses the reverse.
 *
 * @param tools at the end of the tools
 * @param system at the end of the system prompt
 * @param tail behind the messages, or as many of them as last
 * @param end how many blocks of the prefix the tail covers
 * @param anchor index of the block where the request before ended, when that is too far back for
 *     the provider to find; -1 when not
 */
record Plan(@Nullable Ttl tools, @Nullable Ttl system, @Nullable Ttl tail, int end, int anchor) {
  /** None. */
  static Plan nothing(int end) {
    return new Plan(null, null, null, end, -1);
  }

  /** The lifetime of the last one, null for none. */
  @Nullable Ttl last() {
    return tail != null ? tail : system != null ? system : tools;
  }

  boolean isEmpty() {
    return tools == null && system == null && tail == null;
  }
}
