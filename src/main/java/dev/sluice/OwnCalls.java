package dev.sluice;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.exchange.Headers;
import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.Refused;
import dev.sluice.listener.Downstream;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.provider.anthropic.ReplyFacts;
import dev.sluice.provider.anthropic.ReplyObserver;
import dev.sluice.provider.anthropic.ReplyObservers;
import dev.sluice.provider.anthropic.ReplyText;
import dev.sluice.route.Router;
import dev.sluice.upstream.OwnCall;
import dev.sluice.upstream.Upstreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The calls that mechanisms make on behalf of an exchange: to the provider that answers the model
 * they name, with that exchange's credentials, cancelled when its client leaves unless they are to
 * last.
 */
final class OwnCalls {
  private static final List<String> CARRIED =
      List.of(
          "x-api-key",
          "authorization",
          "anthropic-version",
          "anthropic-workspace-id",
          "anthropic-user-profile-id");
  private static final String BROKEN = "no whole message came back";
  private static final String OAUTH = "oauth-2025-04-20";

  private final Router router;
  private final Upstreams upstreams;

  OwnCalls(Router router, Upstreams upstreams) {
    this.router = router;
    this.upstreams = upstreams;
  }

  /** A client that asks as this exchange's caller does. */
  ModelClient on(Downstream downstream, Call call, Caller caller, OpenEntry entry) {
    Lasting lasting =
        new Lasting(upstreams.asker(downstream), carried(call.headers()), caller.key() != null);
    return new ModelClient() {
      @Override
      public Answer ask(Ask ask) throws AskFailed {
        long begun = System.nanoTime();
        CompletableFuture<OwnCall.Whole> reply = lasting.send(ask);
        CompletableFuture<?> gone = downstream.gone().thenRun(() -> reply.cancel(false));
        try {
          return answer(whole(reply, ask.timeout()), facts -> booked(facts, entry));
        } finally {
          gone.cancel(false);
          entry.waited(System.nanoTime() - begun);
        }
      }

      @Override
      public ModelClient lasting() {
        return lasting;
      }
    };
  }

  /** Asks with the caller's credentials, which are all that it knows of an exchange. */
  private final class Lasting implements ModelClient {
    private final Upstreams.Asker asker;
    private final Headers headers;
    private final boolean sluiceKey;

    Lasting(Upstreams.Asker asker, Headers headers, boolean sluiceKey) {
      this.asker = asker;
      this.headers = headers;
      this.sluiceKey = sluiceKey;
    }

    CompletableFuture<OwnCall.Whole> send(Ask ask) throws AskFailed {
      return asker.ask(ownCall(ask.body(), headers, sluiceKey), ask.timeout());
    }

    @Override
    public Answer ask(Ask ask) throws AskFailed {
      return answer(whole(send(ask), ask.timeout()), OwnCalls::unbooked);
    }
  }

  /** What it said of its usage before it broke was billed all the same. */
  private static ModelClient.AskFailed booked(ReplyFacts facts, OpenEntry entry) {
    entry.failed(facts);
    return new ModelClient.AskFailed(BROKEN);
  }

  private static ModelClient.AskFailed unbooked(ReplyFacts facts) {
    String model = facts.model();
    return model == null || facts.usage().isNone()
        ? new ModelClient.AskFailed(BROKEN)
        : new ModelClient.AskFailed(BROKEN, new ModelClient.Answer(model, "", facts.usage()));
  }

  /** Waits for the whole reply. */
  private static OwnCall.Whole whole(CompletableFuture<OwnCall.Whole> reply, Duration timeout)
      throws ModelClient.AskFailed {
    try {
      return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      reply.cancel(false);
      throw new ModelClient.AskFailed("no reply within " + timeout);
    } catch (CancellationException e) {
      throw new ModelClient.AskFailed("the client left");
    } catch (ExecutionException e) {
      throw new ModelClient.AskFailed(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      reply.cancel(false);
      Thread.currentThread().interrupt();
      throw new ModelClient.AskFailed("the gateway stops");
    }
  }

  private OwnCall ownCall(byte[] body, Headers headers, boolean sluiceKey)
      throws ModelClient.AskFailed {
    Body whole = Body.indexed(body);
    Index index = whole.index();
    String model = index == null ? null : index.model();
    if (model == null) {
      throw new ModelClient.AskFailed("the request names no model");
    }
    Router.Candidate candidate = candidate(model);
    String renamed = candidate.model();
    byte[] sent = renamed == null ? body : whole.withModel(renamed);
    return OwnCall.message(candidate.name(), candidate.provider(), headers, sluiceKey, sent);
  }

  private Router.Candidate candidate(String model) throws ModelClient.AskFailed {
    try {
      return router.plan(model, "").getFirst();
    } catch (Refused refused) {
      throw new ModelClient.AskFailed(refused.refusal().message());
    }
  }

  private static ModelClient.Answer answer(
      OwnCall.Whole whole, Function<ReplyFacts, ModelClient.AskFailed> broken)
      throws ModelClient.AskFailed {
    if (whole.status() != 200) {
      throw new ModelClient.AskFailed("status " + whole.status());
    }
    ReplyObserver observer = ReplyObservers.forReply(false, null, false, 0);
    observer.bytes(whole.body(), 0, whole.body().length);
    observer.end();
    ReplyFacts facts = observer.facts();
    if (!observer.complete() || facts.model() == null) {
      throw broken.apply(facts);
    }
    return new ModelClient.Answer(facts.model(), ReplyText.of(whole.body()), facts.usage());
  }

  /** What authenticates, and of the betas the one without which a subscription's token fails. */
  static Headers carried(Headers from) {
    List<String> lines = new ArrayList<>();
    for (String name : CARRIED) {
      from.all(name).forEach(value -> lines.addAll(List.of(name, value)));
    }
    String betas = from.joined("anthropic-beta");
    if (betas != null && betas.contains(OAUTH)) {
      lines.addAll(List.of("anthropic-beta", OAUTH));
    }
    return new HeaderLines(lines);
  }
}
