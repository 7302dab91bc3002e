package dev.sluice.route.tier;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Turn;
import dev.sluice.message.Index;
import org.jspecify.annotations.Nullable;

/**
 * A request that needs a model.
 *
 * @param call the call, as the client sent it
 * @param index of its body
 * @param turn its place in its conversation, null when that is not known; what went before is then
 *     judged by the body alone and nothing is remembered
 * @param tenant whose it is
 * @param model the model that the client named, {@code auto} for none
 * @param spentToday dollars spent since midnight, for {@code dailyUsd}
 * @param client asks the classifier
 */
public record Request(
    Call call,
    Index index,
    @Nullable Turn turn,
    String tenant,
    String model,
    double spentToday,
    ModelClient client) {

  /** What Claude Code says that the request is for, null when it says nothing. */
  @Nullable String kind() {
    return call.headers().get("x-claude-code-request-class");
  }
}
