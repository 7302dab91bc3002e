package dev.sluice;

import dev.sluice.auth.Callers;
import dev.sluice.cache.Form;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Ending;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import dev.sluice.history.Turn;
import dev.sluice.limit.Slots;
import dev.sluice.listener.Downstream;
import dev.sluice.listener.Path;
import dev.sluice.listener.Route;
import dev.sluice.log.Log;
import dev.sluice.message.Body;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The path of a request, top to bottom: read, identify, look up, rewrite, attempt, relay, record.
 * Each exchange runs through {@link #serve} on a virtual thread of its own, as straight-line code;
 * bytes of replies never cross it (DESIGN section 5).
 */
public final class Gateway implements Path {
  private static final Log LOG = Log.of("gateway");

  private final Entries entries;
  private final Slots slots;
  private final Callers callers;
  private final Rewriting rewriting;
  private final Lookups lookups;
  private final Attempts attempts;
  private final Answers answers;
  private final Faces faces;

  Gateway(
      Entries entries,
      Slots slots,
      Callers callers,
      Rewriting rewriting,
      Lookups lookups,
      Attempts attempts,
      Answers answers,
      Faces faces) {
    this.entries = entries;
    this.slots = slots;
    this.callers = callers;
    this.rewriting = rewriting;
    this.lookups = lookups;
    this.attempts = attempts;
    this.answers = answers;
    this.faces = faces;
  }

  @Override
  public void serve(Downstream downstream) {
    if (downstream.route() == Route.FACE) {
      faces.serve(downstream);
      return;
    }
    try (OpenEntry entry = entries.open(downstream)) {
      try (Slots.Slot slot = queue(downstream)) {
        Call call = read(downstream, entry);
        Caller caller = callers.identify(call.headers());
        entry.caller(caller);
        attempts.refuseLoop(call);
        if (downstream.route() == Route.PASS) {
          attempts.pass(downstream, call, caller, entry);
          return;
        }
        Turn turn = rewriting.turn(call, caller, entry);
        switch (lookups.lookUp(call, caller, entry)) {
          case Found.Stored(var reply, var from) ->
              answers.replay(downstream, call, reply, from, entry);
          case Found.Nothing(var keepers) -> {
            try (keepers;
                Sent sent = rewriting.prepare(downstream, call, caller, turn, entry)) {
              attempts.forward(downstream, sent, caller, keepers, entry);
            }
          }
        }
      } catch (Refused refused) {
        answers.refuse(downstream, refused.refusal(), entry, Ending.REFUSED);
      } catch (ClientGone gone) {
        entry.gone();
      } catch (RuntimeException bug) {
        LOG.error("a fault on the path", "exchange", entry.id(), "fault", bug);
        answers.refuse(downstream, Refusal.fault(entry.id()), entry, Ending.GATEWAY_ERROR);
      }
    }
  }

  @Override
  public void refuse(Downstream downstream, Refusal refusal) {
    if (refusal.status() == 404) {
      answers.refuse(downstream, refusal);
      return;
    }
    try (OpenEntry entry = entries.open(downstream)) {
      answers.refuse(downstream, refusal, entry, Ending.REFUSED);
    }
  }

  /** Waits for a free slot, in order, as long as the client does. */
  private Slots.Slot queue(Downstream downstream) {
    CompletableFuture<Slots.Slot> turn = slots.take();
    if (!turn.isDone()) {
      downstream.onGone(() -> turn.cancel(false));
    }
    try {
      return turn.get();
    } catch (java.util.concurrent.CancellationException | ExecutionException e) {
      throw new ClientGone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(Refusal.stopping());
    }
  }

  private static Call read(Downstream downstream, OpenEntry entry) {
    String encoding = downstream.headers().get("content-encoding");
    boolean compressed = encoding != null && !encoding.equalsIgnoreCase("identity");
    Body body = compressed ? Body.opaque(downstream.body()) : Body.indexed(downstream.body());
    Call call =
        new Call(
            entry.id(),
            downstream.method(),
            downstream.path(),
            downstream.query(),
            downstream.headers(),
            downstream.route().parsed() ? body : Body.EMPTY);
    entry.call(call);
    if (downstream.route().parsed() && !compressed) {
      Legible.check(body);
    }
    return call;
  }

  /** The form in which a call wants its reply. */
  static Form formOf(Call call) {
    return call.body().index() != null && call.body().index().stream() ? Form.SSE : Form.JSON;
  }
}
