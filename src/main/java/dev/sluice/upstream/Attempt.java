package dev.sluice.upstream;

import dev.sluice.provider.ProviderConfig;
import java.util.Map;
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
    @Nullable UnaryOperator<byte[]> rewrite) {

  /** How a reply is watched as it passes. */
  public enum Watch {
    /** Not at all: bytes pass. */
    NONE,
    /** For usage, model and how it ends. */
    FACTS,
    /** Also keeps the content, for the cache. */
    CONTENT
  }

  /** When a reply goes down (DESIGN section 5 "Commit"). */
  public enum Commit {
    /** On arrival: nothing is left to try. */
    AT_ONCE,
    /** When the reply has shown that it is one; a failure before that leaves nothing downstream. */
    WHEN_SOUND
  }
}
