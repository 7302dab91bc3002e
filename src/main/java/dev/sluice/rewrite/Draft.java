package dev.sluice.rewrite;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.models.ModelFacts;
import dev.sluice.provider.ProviderConfig;

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
 */
public record Draft(
    Call call,
    Body body,
    Index index,
    Turn turn,
    ModelFacts model,
    ProviderConfig.Breakpoints breakpoints,
    ModelClient client) {

  /** The same request as it stands now. */
  Draft with(Body changed, Index indexed) {
    return new Draft(call, changed, indexed, turn, model, breakpoints, client);
  }
}
