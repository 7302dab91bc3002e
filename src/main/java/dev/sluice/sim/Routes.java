package dev.sluice.sim;

import dev.sluice.sim.api.Caller;
import dev.sluice.sim.api.MessageApi;
import dev.sluice.sim.api.World;
import dev.sluice.sim.rule.Rejection;
import org.jspecify.annotations.Nullable;

/** Which endpoint answers which path. */
final class Routes implements AutoCloseable {
  private final MessagesEndpoint messages;

  Routes(World world, MessageApi api) {
    messages = new MessagesEndpoint(api);
  }

  /** Whether the body is to be read by the endpoint itself, because it may be huge. */
  boolean streams(Visit visit) {
    return false;
  }

  /** The most bytes that the body may have. */
  long mostBytes(Visit visit) {
    return Bodies.MOST;
  }

  /** Answers; a HEAD has no caller. */
  void answer(Visit visit, @Nullable Caller caller) {
    String path = visit.path();
    boolean post = visit.method().equals("POST");
    if (caller == null) {
      visit.head(path.equals("/api/hello") || path.equals("/") ? 200 : 404, "application/json");
      visit.end("complete");
      visit.response().end();
    } else if (post && path.equals("/v1/messages")) {
      messages.create(visit, caller);
    } else if (post && path.equals("/v1/messages/count_tokens")) {
      messages.count(visit, caller);
    } else {
      throw Rejection.NO_ROUTE.of();
    }
  }

  @Override
  public void close() {}
}
