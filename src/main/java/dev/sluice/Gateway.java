package dev.sluice;

import dev.sluice.auth.Callers;
import dev.sluice.cache.CacheKeys;
import dev.sluice.cache.Decision;
import dev.sluice.cache.ExactCache;
import dev.sluice.cache.Form;
import dev.sluice.cache.Lookup;
import dev.sluice.cache.StoredReply;
import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Ending;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import dev.sluice.limit.Slots;
import dev.sluice.listener.Downstream;
import dev.sluice.listener.Path;
import dev.sluice.listener.Route;
import dev.sluice.log.Log;
import dev.sluice.message.Body;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, top to bottom: read, identify, look up, plan, attempt, relay, record. Each
 * exchange runs through {@link #serve} on a virtual thread of its own, as straight-line code; bytes
 * of replies never cross it (DESIGN section 5).
 */
public final class Gateway implements Path {
  private static final Log LOG = Log.of("gateway");

  private final Entries entries;
  private final Slots slots;
  private final Callers callers;
  private final CacheKeys keys;
  private final @Nullable ExactCache cache;
  private final Attempts attempts;
  private final Answers answers;
  private final Faces faces;

  Gateway(
      Entries entries,
      Slots slots,
      Callers callers,
      CacheKeys keys,
      @Nullable ExactCache cache,
      Attempts attempts,
      Answers answers,
      Faces faces) {
    this.entries = entries;
    this.slots = slots;
    this.callers = callers;
    this.keys = keys;
    this.cache = cache;
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
        switch (lookUp(call, caller, entry)) {
          case Found.Stored(StoredReply reply) -> answers.replay(downstream, call, reply, entry);
          case Found.Nothing(var lease) -> attempts.forward(downstream, call, caller, lease, entry);
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

  private Found lookUp(Call call, Caller caller, OpenEntry entry) {
    String wish = call.headers().get("x-sluice-cache");
    boolean refresh = "refresh".equals(wish);
    if (wish != null && !refresh && !wish.equals("off")) {
      throw new Refused(
          Refusal.badRequest("x-sluice-cache: unknown value (expected: off or refresh)"));
    }
    if (cache == null) {
      entry.cache(CacheState.OFF);
      return new Found.Nothing(null);
    }
    if ("off".equals(wish) || !(keys.decide(call, caller) instanceof Decision.Keyed(var key))) {
      entry.cache(CacheState.BYPASS);
      return new Found.Nothing(null);
    }
    entry.cache(CacheState.MISS);
    return switch (refresh ? cache.refresh(key) : cache.lookup(key, formOf(call))) {
      case Lookup.Hit(StoredReply reply) -> new Found.Stored(reply);
      case Lookup.Lease lease -> new Found.Nothing(lease);
    };
  }

  /** What the cache had. */
  private sealed interface Found {
    /** A reply that answers the call. */
    record Stored(StoredReply reply) implements Found {}

    /**
     * Nothing.
     *
     * @param lease where the coming reply may be kept, null when it must not be
     */
    record Nothing(Lookup.@Nullable Lease lease) implements Found {}
  }

  /** The form in which a call wants its reply. */
  static Form formOf(Call call) {
    return call.body().index() != null && call.body().index().stream() ? Form.SSE : Form.JSON;
  }
}
