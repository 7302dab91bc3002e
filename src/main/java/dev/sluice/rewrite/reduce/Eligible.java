package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.rewrite.Draft;
import java.util.List;

/**
 * Which requests may be reduced at all. Not where the model binds its thinking to what stands
 * before it, nor in continued threads, requests on credit, or requests on a container (spec
 * anthropic-api sections 2.2, 2.5 and 2.7).
 */
final class Eligible {
  private static final List<String> UNTOUCHABLE =
      List.of("thread", "fallback_credit_token", "container");

  private Eligible() {}

  static boolean is(Draft draft) {
    Index index = draft.index();
    return !draft.model().bindsThinking()
        && !index.messages().isEmpty()
        && UNTOUCHABLE.stream().noneMatch(index.members()::containsKey);
  }
}
