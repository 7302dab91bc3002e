package dev.sluice.rewrite;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.models.ModelFacts;
import dev.sluice.provider.ProviderConfig;
import java.util.function.Predicate;

/**
 * A request on its way to being sent.
 *
 * @param call as the client sent it; its headers hold, its body may be older than {@code body}
 * @param body as it stands after the rewrites before this one
 * @param index the index of {@code body}, which always has one here
 * @param turn its place in its conversation, of the client's own body
 * @param model the model that it goes to
 * @param breakpoints which prompt-cache markers its provider takes
 * @param client asks other models with this call's credentials
 * @param off mechanisms that are switched off for this session: they decide nothing new, but repeat
 *     what they decided before, so that the prefix stays as the provider knows it
 */
public record Draft(
    Call call,
    Body body,
    Index index,
    Turn turn,
    ModelFacts model,
    ProviderConfig.Breakpoints breakpoints,
    ModelClient client,
    Predicate<String> off) {

  /** A draft of a session in which nothing is switched off. */
  public Draft(
      Call call,
      Body body,
      Index index,
      Turn turn,
      ModelFacts model,
      ProviderConfig.Breakpoints breakpoints,
      ModelClient client) {
    this(call, body, index, turn, model, breakpoints, client, mechanism -> false);
  }

  /** Whether this mechanism decides nothing new here. */
  public boolean isOff(String mechanism) {
    return off.test(mechanism);
  }

  /** The same request with this body. */
  public Draft with(Body changed, Index indexed) {
    return new Draft(call, changed, indexed, turn, model, breakpoints, client, off);
  }
}
