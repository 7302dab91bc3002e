package dev.sluice;

import dev.sluice.exchange.Call;
import dev.sluice.history.Histories;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.rewrite.Rewritten;
import dev.sluice.upstream.Relayed;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes out, and those who want to know how it ends. Closing it, in every way out of
 * the exchange, tells them.
 */
final class Sent implements AutoCloseable {
  private final Call call;
  private final Rewritten rewritten;
  private final @Nullable Turn turn;
  private final Histories histories;
  private final OpenEntry entry;
  private final AtomicBoolean begun = new AtomicBoolean();

  Sent(
      Call call,
      Rewritten rewritten,
      @Nullable Turn turn,
      Histories histories,
      OpenEntry entry) {
    this.call = call;
    this.rewritten = rewritten;
    this.turn = turn;
    this.histories = histories;
    this.entry = entry;
  }

  Call call() {
    return call;
  }

  Rewritten rewritten() {
    return rewritten;
  }

  /** The body as it goes out, looked into. */
  Body body() {
    return rewritten.body() == call.body().bytes() ? call.body() : Body.indexed(rewritten.body());
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
    rewritten.ended(entry.usage(), entry.upstreamStatus());
    if (turn != null) {
      entry.cacheBreak(histories.replied(turn, entry.usage()));
    }
  }
}
