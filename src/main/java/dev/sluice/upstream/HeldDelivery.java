package dev.sluice.upstream;

import dev.sluice.exchange.Ending;
import dev.sluice.listener.Downstream;
import dev.sluice.provider.anthropic.ReplyObserver;
import dev.sluice.provider.anthropic.ReplyObservers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;

/** Sends a whole reply that an attempt held back, as it came, in one write. */
final class HeldDelivery {
  private HeldDelivery() {}

  /** Sends it; completes when it has gone down or the client has left, never exceptionally. */
  static CompletableFuture<Relayed> send(
      Downstream downstream, Attempt attempt, Relayed.Held held) {
    CompletableFuture<Relayed> outcome = new CompletableFuture<>();
    downstream.loop().runOnContext(now -> send(downstream, attempt, held, outcome));
    return outcome;
  }

  private static void send(
      Downstream downstream,
      Attempt attempt,
      Relayed.Held held,
      CompletableFuture<Relayed> outcome) {
    if (downstream.gone().isDone()) {
      outcome.complete(new Relayed.Abandoned());
      return;
    }
    ReplyHead head = held.head();
    HttpServerResponse down = downstream.response();
    down.setStatusCode(head.status());
    HeaderRules.down(head.headers(), down.headers(), attempt.config().key());
    attempt.marks().forEach(down::putHeader);
    ReplyObserver observer = ReplyObservers.forReply(head.eventStream(), head.encoding(), false, 0);
    observer.bytes(held.body(), 0, held.body().length);
    observer.end();
    long begun = System.nanoTime();
    Relayed.Reply reply =
        new Relayed.Reply(head, observer.facts(), null, held.body().length, begun, begun);
    Ending ending = head.status() >= 400 ? Ending.UPSTREAM_ERROR : Ending.COMPLETE;
    down.end(Buffer.buffer(held.body()))
        .onComplete(
            done -> outcome.complete(new Relayed.Delivered(reply, ending)),
            lost -> outcome.complete(new Relayed.Delivered(reply, Ending.CLIENT_GONE)));
  }
}
