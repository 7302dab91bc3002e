package dev.sluice.rewrite.breakpoint;

import dev.sluice.exchange.Call;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.provider.ProviderConfig.Breakpoints;
import dev.sluice.rewrite.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are left alone whatever they might save: those where a marker is refused (threads),
 * where any edit is (fallback credit), that write nothing worth reading (prewarming, compaction on
 * demand), and whose shape is not known (spec anthropic-api sections 2.2, 2.6 and 2.7). Pure.
 */
final class StandDown {
  private static final List<String> MEMBERS =
      List.of("thread", "fallback_credit_token", "compaction");

  private StandDown() {}

  /** Whether this one is. */
  static boolean from(Draft draft) {
    Call call = draft.call();
    Index index = draft.index();
    return draft.breakpoints() == Breakpoints.NONE
        || !call.method().equals("POST")
        || !call.path().equals("/v1/messages")
        || MEMBERS.stream().anyMatch(name -> given(index, name) != null)
        || !answers(index)
        || !known(draft.body().bytes(), index);
  }

  /** Whether tokens of output are asked for. */
  private static boolean answers(Index index) {
    String most = index.raw("max_tokens");
    return most != null && most.matches("[1-9][0-9]{0,9}");
  }

  private static boolean known(byte[] bytes, Index index) {
    Span system = given(index, "system");
    Span tools = given(index, "tools");
    return index.model() != null
        && !index.messages().isEmpty()
        && !nameless(index)
        && (system == null || bytes[system.from()] == '"' || bytes[system.from()] == '[')
        && (tools == null || bytes[tools.from()] == '[');
  }

  /** Whether a message has no role or no content. */
  private static boolean nameless(Index index) {
    return index.messages().stream().anyMatch(m -> m.role() == null || m.content() == null);
  }

  /** A member's value, null when it is missing or {@code null}. */
  static @Nullable Span given(Index index, String name) {
    Span value = index.members().get(name);
    return value == null || (value.length() == 4 && index.raw(value).equals("null")) ? null : value;
  }
}
