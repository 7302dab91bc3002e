package dev.sluice.upstream;

import dev.sluice.provider.ProviderConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One try at one upstream, as planned.
 *
 * @param provider the provider's name
 * @param config its configuration
 * @param request what is sent
 * @param marks reply headers that Sluice adds
 * @param watch how the reply is watched
 * @param commit when the reply goes down
 * @param hooks who is told of the reply
 */
public record Attempt(
    String provider,
    ProviderConfig config,
    Request request,
    Map<String, String> marks,
    Watch watch,
    Commit commit,
    Hooks hooks) {

  /**
   * What is sent.
   *
   * @param target path and query to ask for
   * @param body the request body, null to stream the client's as it comes
   * @param betas values that {@code anthropic-beta} gets beside the client's own
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Request(String target, byte @Nullable [] body, List<String> betas) {}

  /**
   * Who is told of the reply. All are called on the event loop and must not block.
   *
   * @param begun the first byte of a reply of status 200 is here
   * @param keep takes a complete reply before its last byte goes down, so that a client that has
   *     seen the end finds it kept; null when nothing is kept
   * @param rewrite changes a whole JSON reply before it goes down, null for none
   */
  public record Hooks(
      Runnable begun,
      @Nullable Consumer<Relayed.Reply> keep,
      @Nullable UnaryOperator<byte[]> rewrite) {
    /** Nobody. */
    public static final Hooks NONE = new Hooks(() -> {}, null, null);
  }

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
