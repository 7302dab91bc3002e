package dev.sluice.upstream;

import dev.sluice.provider.ProviderConfig;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One try at one upstream, as planned.
 *
 * @param provider the provider's name
 * @param config its configuration
 * @param target path and query to ask for
 * @param body the request body, null to stream the client's as it comes
 * @param marks reply headers that Sluice adds
 * @param watch how the reply is watched
 * @param commit when the reply goes down
 * @param keep takes a complete reply before its last byte goes down, so that a client that has seen
 *     the end finds it kept; called on the event loop, must not block; null when nothing is kept
 * @param rewrite changes a whole JSON reply before it goes down, null for none
 */
public record Attempt(
    String provider,
    ProviderConfig config,
    String target,
    byte @Nullable [] body,
    Map<String, String> marks,
    Watch watch,
    Commit commit,
    @Nullable Consumer<Relayed.Reply> keep,
    @Nullable UnaryOperator<byte[]> rewrite) {

  /** How a reply is watched as it passes. */
  public enum Watch {
    /** Not at all: bytes pass. */
    NONE,
    /** For usage, model and how it ends. */
    FACTS
  }

  /** When a reply goes down (DESIGN section 5 "Commit"). */
  public enum Commit {
    /** On arrival: nothing is left to try. */
    AT_ONCE,
    /** When the reply has shown that it is one; a failure before that leaves nothing downstream. */
    WHEN_SOUND
  }
}
