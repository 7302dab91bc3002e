package dev.sluice.upstream;

import dev.sluice.exchange.Ending;
import dev.sluice.listener.Downstream;
import dev.sluice.provider.anthropic.ReplyFacts;
import dev.sluice.provider.anthropic.ReplyObserver;
import dev.sluice.provider.anthropic.ReplyObservers;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Relays one attempt: the request up, the reply down, both on the exchange's event loop. This is
 * the only place where callbacks, back-pressure, time limits, resets and closes live; the path
 * waits for {@link #outcome()}. Every method but {@code outcome} and {@code interrupt} runs on the
 * loop.
 *
 * <p>Bytes are written before they are looked at, one write a read: chunks that arrive in one read
 * are gathered and go down together when the loop has handled them all.
 */
final class Relay {
  private static final int REWRITTEN = 64 << 20;
  private static final int MOST_KEPT = 4 << 20;
  private static final int LEAST_KEPT = 128 << 10;

  private final Vertx vertx;
  private final Downstream downstream;
  private final HttpServerResponse down;
  private final Attempt attempt;
  private final Set<Relay> underWay;
  private final CompletableFuture<Relayed> outcome = new CompletableFuture<>();
  private final Gathered gathered = new Gathered();
  private final Silence silence;

  private @Nullable HttpClientRequest up;
  private @Nullable HttpClientResponse upReply;
  private @Nullable ReplyHead head;
  private ReplyObserver observer = ReplyObservers.none();
  private boolean committed;
  private boolean finished;
  private boolean flushing;
  private boolean paused;
  private int observed;
  private long bytes;
  private long firstByte;

  Relay(Vertx vertx, Downstream downstream, Attempt attempt, Set<Relay> underWay) {
    this.vertx = vertx;
    this.downstream = downstream;
    this.down = downstream.response();
    this.attempt = attempt;
    this.underWay = underWay;
    this.silence = new Silence(vertx, attempt.config().timeouts(), this::lost);
  }

  /** Completes when the reply has gone down or the attempt has failed; never exceptionally. */
  CompletableFuture<Relayed> outcome() {
    return outcome;
  }

  /** Sends the request. */
  void start(HttpClient client, Upstreams.Outgoing outgoing) {
    underWay.add(this);
    downstream.onGone(() -> downstream.loop().runOnContext(now -> clientGone()));
    silence.begins();
    String unresolved = outgoing.answer().failure();
    if (unresolved != null) {
      fail(0, unresolved, false);
      return;
    }
    new Sending(downstream, attempt, outgoing, silence::broken)
        .connect(client, this::connected, this::lost);
  }

  private boolean connected(HttpClientRequest request) {
    if (finished) {
      request.reset();
      return false;
    }
    up = request;
    request.exceptionHandler(this::lost);
    Sending.reply(request).onComplete(this::replied, this::lost);
    silence.broken();
    return true;
  }

  private void replied(HttpClientResponse reply) {
    if (finished) {
      return;
    }
    upReply = reply;
    ReplyHead arrived = new ReplyHead(reply.statusCode(), reply.headers());
    head = arrived;
    silence.replyBegins();
    boolean kept = attempt.hooks().keep() != null && arrived.status() == 200;
    if (attempt.watch() != Attempt.Watch.NONE) {
      observer =
          ReplyObservers.forReply(arrived.eventStream(), arrived.encoding(), kept, keptAtMost());
    }
    reply.exceptionHandler(this::lost);
    reply.handler(this::chunk);
    reply.endHandler(end -> end());
    if (arrived.status() < 200 || arrived.status() > 599) {
      fail(0, "no well-formed HTTP reply (status " + arrived.status() + ")", false);
    } else if (attempt.hooks().rewrite() == null) {
      if (!HoldRule.holds(attempt, arrived)) {
        commit(arrived);
      } else if (arrived.status() < 300) {
        vertx.setTimer(HoldRule.PATIENCE_MILLIS, id -> patienceEnds(arrived));
      }
    }
    flushSoon();
  }

  /** A reply that has begun is not held back for ever (DESIGN section 5 "Commit"). */
  private void patienceEnds(ReplyHead arrived) {
    if (!committed && !finished) {
      commit(arrived);
      flushSoon();
    }
  }

  /** Replies under way share an eighth of the heap for what they keep for the cache. */
  private int keptAtMost() {
    long share = Runtime.getRuntime().maxMemory() / (8L * Math.max(1, underWay.size()));
    return Math.clamp(share, LEAST_KEPT, MOST_KEPT);
  }

  private void chunk(Buffer chunk) {
    if (firstByte == 0) {
      firstByte = System.nanoTime();
      if (head != null && head.status() == 200) {
        attempt.hooks().begun().run();
      }
    }
    gathered.add(chunk);
    if (gathered.size() < Gathered.LARGE) {
      flushSoon();
    } else {
      flush();
    }
  }

  /** Flushes when the loop has handled everything that the current read brought. */
  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      downstream.loop().runOnContext(now -> flush());
    }
  }

  private void flush() {
    flushing = false;
    if (finished) {
      return;
    }
    silence.broken();
    if (!committed) {
      observe();
      decide();
    }
    if (committed && !finished) {
      write();
    }
  }

  /** Whether what is held back is enough to let it go down. */
  private void decide() {
    ReplyHead arrived = head;
    if (arrived == null) {
      return;
    }
    if (attempt.hooks().rewrite() != null) {
      if (gathered.size() > REWRITTEN) {
        fail(arrived.status(), "reply too large to read", false);
      }
      return;
    }
    switch (HoldRule.verdict(arrived, observer, gathered.size())) {
      case WAIT -> {}
      case COMMIT -> commit(arrived);
      case FAIL -> fail(arrived.status(), "error event before any content", false);
    }
  }

  private void commit(ReplyHead arrived) {
    committed = true;
    down.setStatusCode(arrived.status());
    HeaderRules.down(arrived.headers(), down.headers(), attempt.config().key());
    attempt.marks().forEach(down::putHeader);
  }

  private void write() {
    if (gathered.isEmpty()) {
      // Status and headers go down before the first byte of the body has come.
      if (!down.headWritten() && downstream.persistent() && !downstream.method().equals("HEAD")) {
        down.writeHead();
      }
      return;
    }
    Buffer chunk = gathered.unsent();
    bytes += chunk.length();
    down.write(chunk);
    observe();
    gathered.clear();
    observed = 0;
    if (down.writeQueueFull() && upReply != null && !paused) {
      paused = true;
      silence.excuse(true);
      upReply.pause();
      down.drainHandler(drained -> resume());
    }
  }

  private void resume() {
    paused = false;
    if (!finished && upReply != null) {
      silence.excuse(false);
      upReply.resume();
    }
  }

  private void observe() {
    observer.bytes(gathered.bytes(), observed, gathered.size());
    observed = gathered.size();
  }

  private void end() {
    if (finished) {
      return;
    }
    ReplyHead arrived = head;
    if (arrived == null) {
      lost(new IllegalStateException("end before head"));
      return;
    }
    observe();
    observer.end();
    if (!committed && arrived.status() < 300) {
      decide();
    }
    if (finished) {
      return;
    }
    if (!committed) {
      endHeld(arrived);
      return;
    }
    boolean watched = attempt.watch() != Attempt.Watch.NONE;
    boolean cut =
        watched
            && arrived.eventStream()
            && !observer.complete()
            && !observer.failed()
            && arrived.status() < 300;
    if (cut) {
      write();
      abort(Ending.UPSTREAM_LOST);
    } else {
      finish(arrived);
    }
  }

  private void endHeld(ReplyHead arrived) {
    UnaryOperator<byte[]> rewrite = attempt.hooks().rewrite();
    if (rewrite != null) {
      byte[] changed = rewrite.apply(gathered.copy());
      gathered.replace(changed);
      commit(arrived);
      down.headers().remove("content-length");
      finish(arrived);
    } else if (arrived.worthAnotherTry()) {
      failed(arrived, "status " + arrived.status());
    } else if (arrived.eventStream() && !observer.complete()) {
      failed(arrived, "stream ended before any content");
    } else {
      commit(arrived);
      finish(arrived);
    }
  }

  private void finish(ReplyHead arrived) {
    Ending ending =
        arrived.status() >= 400 || observer.failed() ? Ending.UPSTREAM_ERROR : Ending.COMPLETE;
    finished = true;
    bytes += gathered.size();
    keep(ending);
    var end = gathered.isEmpty() ? down.end() : down.end(gathered.unsent());
    end.onComplete(
        done -> {
          if (!downstream.persistent()) {
            downstream.request().connection().close();
          }
          done(delivered(ending));
        },
        failure -> done(delivered(Ending.CLIENT_GONE)));
  }

  private void keep(Ending ending) {
    var keep = attempt.hooks().keep();
    if (keep != null && ending == Ending.COMPLETE) {
      keep.accept(delivered(ending).reply());
    }
  }

  /** The upstream could not be reached, died, or its bytes are no HTTP. */
  private void lost(Throwable failure) {
    if (finished) {
      return;
    }
    if (committed) {
      write();
      abort(Ending.UPSTREAM_LOST);
    } else {
      fail(head == null ? 0 : head.status(), Failures.words(failure), Failures.isTimeout(failure));
    }
  }

  private void fail(int status, String reason, boolean timeout) {
    finished = true;
    resetUp();
    done(new Relayed.Failed(status, reason, timeout, null, observer.facts(), null));
  }

  private void failed(ReplyHead arrived, String reason) {
    finished = true;
    Relayed.Held held = new Relayed.Held(arrived, gathered.copy());
    done(
        new Relayed.Failed(
            arrived.status(), reason, false, held, observer.facts(), arrived.retryAfter()));
  }

  /** Breaks the connection to the client, so that nobody takes a cut reply for a whole one. */
  private void abort(Ending ending) {
    finished = true;
    resetUp();
    downstream.request().connection().close();
    done(delivered(ending));
  }

  private void clientGone() {
    if (finished) {
      return;
    }
    finished = true;
    resetUp();
    done(head == null || !committed ? new Relayed.Abandoned() : delivered(Ending.CLIENT_GONE));
  }

  /** Ends this relay because the gateway stops; any thread. */
  void interrupt() {
    downstream.loop().runOnContext(now -> interruptNow());
  }

  private void interruptNow() {
    if (finished) {
      return;
    }
    finished = true;
    resetUp();
    if (!committed) {
      done(new Relayed.Stopped());
    } else if (head != null && head.eventStream() && observer.betweenEvents()) {
      down.end(Buffer.buffer(Failures.SHUTDOWN_EVENT))
          .onComplete(ended -> done(delivered(Ending.SHUT_DOWN)));
    } else {
      abort(Ending.SHUT_DOWN);
    }
  }

  private Relayed.Delivered delivered(Ending ending) {
    ReplyHead arrived = head;
    if (arrived == null) {
      throw new IllegalStateException("delivered without a head");
    }
    ReplyFacts facts = observer.facts();
    byte[] content = ending == Ending.COMPLETE ? observer.content() : null;
    return new Relayed.Delivered(
        new Relayed.Reply(arrived, facts, content, bytes, firstByte, System.nanoTime()), ending);
  }

  private void done(Relayed how) {
    underWay.remove(this);
    silence.end();
    outcome.complete(how);
  }

  private void resetUp() {
    if (up != null) {
      up.reset();
    }
  }
}
