package dev.sluice;

import dev.sluice.exchange.Call;
import dev.sluice.message.Body;
import dev.sluice.rewrite.Rewritten;
import dev.sluice.route.Router;
import dev.sluice.upstream.Relayed;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes out, and those who want to know how it ends. Closing it, in every way out of
 * the exchange, tells them.
 */
final class Sent implements AutoCloseable {
  private final Call call;
  private final Rewritten rewritten;
  private final @Nullable String model;
  private final List<Router.Candidate> plan;
  private final Runnable over;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * A request.
   *
   * @param model the model that it asks for, null when it names none
   * @param plan who may answer it, in order
   * @param over is run when it is over
   */
  Sent(
      Call call,
      Rewritten rewritten,
      @Nullable String model,
      List<Router.Candidate> plan,
      Runnable over) {
    this.call = call;
    this.rewritten = rewritten;
    this.model = model;
    this.plan = plan;
    this.over = over;
  }

  Call call() {
    return call;
  }

  /** The model that it asks for, null when it names none. */
  @Nullable String model() {
    return model;
  }

  /** Who may answer it, in order; at least one. */
  List<Router.Candidate> plan() {
    return plan;
  }

  Rewritten rewritten() {
    return rewritten;
  }

  /** The body as it goes out, looked into. */
  Body body() {
    return Body.indexed(rewritten.body());
  }

  /** The provider began to answer; any thread, only the first time counts. */
  void begun() {
    if (begun.compareAndSet(false, true)) {
      rewritten.begun();
    }
  }

  /** A whole reply is here, whose bytes some rewrite may have asked for. */
  void replied(Relayed.Reply reply) {
    byte[] content = reply.content();
    if (content != null && rewritten.wantsContent()) {
      rewritten.content(reply.head().eventStream(), content);
    }
  }

  @Override
  public void close() {
    over.run();
  }
}
