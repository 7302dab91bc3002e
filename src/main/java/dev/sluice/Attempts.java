package dev.sluice;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import dev.sluice.listener.Downstream;
import dev.sluice.listener.Route;
import dev.sluice.models.ModelCatalog;
import dev.sluice.provider.anthropic.BatchLinks;
import dev.sluice.route.Router;
import dev.sluice.upstream.Attempt;
import dev.sluice.upstream.Attempt.Commit;
import dev.sluice.upstream.Attempt.Watch;
import dev.sluice.upstream.Relayed;
import dev.sluice.upstream.Upstreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The attempts of an exchange: the plan, one try after another until a reply goes down, never after
 * the first byte. Each try is kept with the entry.
 */
final class Attempts {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration ALL_ATTEMPTS = Duration.ofMinutes(5);

  private final Router router;
  private final Upstreams upstreams;
  private final ModelCatalog models;
  private final String via;

  Attempts(Router router, Upstreams upstreams, ModelCatalog models, String via) {
    this.router = router;
    this.upstreams = upstreams;
    this.models = models;
    this.via = via;
  }

  /** Sends a call along its plan, each try telling those who want to know how it ends. */
  void forward(Downstream downstream, Sent sent, Caller caller, Keepers keepers, OpenEntry entry) {
    List<Router.Candidate> plan = plan(sent);
    boolean messages = downstream.route() == Route.MESSAGES;
    long deadline = System.nanoTime() + Patience.of(sent.call().headers(), ALL_ATTEMPTS).toNanos();
    for (int i = 0; i < plan.size(); i++) {
      Router.Candidate candidate = plan.get(i);
      boolean keep = i == 0 && candidate.model() == null;
      boolean last = i == plan.size() - 1 || System.nanoTime() >= deadline;
      Attempt attempt =
          new Attempt(
              candidate.name(),
              last ? candidate.provider() : candidate.provider().answeringWithin(left(deadline)),
              request(sent, candidate),
              Marks.of(entry, candidate, sent.model()),
              messages ? Watch.FACTS : Watch.NONE,
              last ? Commit.AT_ONCE : Commit.WHEN_SOUND,
              hooks(sent, keep ? keepers : Keepers.NONE, candidate));
      Relayed relayed = attempt(downstream, attempt, caller, entry);
      boolean patient = !last && (differs(plan, i) || worthTheWait(relayed, deadline));
      if (settle(downstream, attempt, relayed, !patient, entry)) {
        return;
      }
      pause(downstream, plan, i, relayed, deadline, entry);
    }
    throw new IllegalStateException("the plan ended without an end");
  }

  private static Attempt.Hooks hooks(Sent sent, Keepers keepers, Router.Candidate candidate) {
    boolean wanted = sent.rewritten().wantsContent() || keepers.any();
    return new Attempt.Hooks(
        sent::begun,
        wanted
            ? reply -> {
              sent.replied(reply);
              keepers.keep(reply, candidate.name());
            }
            : null,
        null);
  }

  /** Passes a request through to the Anthropic provider, streaming both ways. */
  void pass(Downstream downstream, Call call, Caller caller, OpenEntry entry) {
    Router.Candidate candidate = router.standard();
    boolean links = BatchLinks.mayBeIn(call.method(), call.path());
    boolean facts = call.method().equals("GET") && call.path().startsWith("/v1/models");
    Attempt attempt =
        new Attempt(
            candidate.name(),
            candidate.provider(),
            new Attempt.Request(call.target(), null, List.of()),
            Marks.of(entry, candidate, null),
            facts ? Watch.FACTS : Watch.NONE,
            Commit.AT_ONCE,
            new Attempt.Hooks(
                () -> {},
                facts ? this::learn : null,
                links ? whole -> BatchLinks.toGateway(whole, downstream.origin()) : null));
    Relayed relayed = attempt(downstream, attempt, caller, entry);
    if (!settle(downstream, attempt, relayed, true, entry)) {
      throw new IllegalStateException("the last attempt did not settle");
    }
  }

  /** What the provider says of its models is better than any table. */
  private void learn(Relayed.Reply reply) {
    if (reply.content() != null) {
      models.learn(reply.content());
    }
  }

  /** The tries: each candidate as often as it is worth, but once where nothing may be repeated. */
  private static List<Router.Candidate> plan(Sent sent) {
    Call call = sent.call();
    List<Router.Candidate> plan = new ArrayList<>();
    int before = Patience.clientRetries(call.headers());
    for (Router.Candidate candidate : sent.plan()) {
      int tries = 1 + Math.max(0, candidate.provider().retries() - before);
      for (int i = 0; i < tries; i++) {
        plan.add(candidate);
      }
    }
    return Patience.mayRepeat(call) ? plan : plan.subList(0, 1);
  }

  private Relayed attempt(Downstream downstream, Attempt attempt, Caller caller, OpenEntry entry) {
    long begun = System.nanoTime();
    Relayed relayed = upstreams.attempt(downstream, attempt, caller.key() != null).join();
    long took = System.nanoTime() - begun;
    entry.waited(took);
    switch (relayed) {
      case Relayed.Delivered(var reply, var ending) ->
          entry.tried(attempt.provider(), reply.head().status(), ending.word(), took);
      case Relayed.Failed failed -> {
        entry.tried(attempt.provider(), failed.status(), failed.reason(), took);
        entry.failed(failed.facts());
      }
      case Relayed.Abandoned abandoned -> entry.tried(attempt.provider(), 0, "client gone", took);
      case Relayed.Stopped stopped -> entry.tried(attempt.provider(), 0, "shut down", took);
    }
    return relayed;
  }

  /** Whether the exchange has ended with this; a failure ends it only if it was the last. */
  private boolean settle(
      Downstream downstream, Attempt attempt, Relayed relayed, boolean last, OpenEntry entry) {
    switch (relayed) {
      case Relayed.Abandoned gone -> throw new ClientGone();
      case Relayed.Stopped stopped -> throw new Refused(Refusal.stopping());
      case Relayed.Delivered(var reply, var ending) -> {
        entry.delivered(attempt.provider(), reply, ending);
        return true;
      }
      case Relayed.Failed failed -> {
        if (!last) {
          return false;
        }
        if (failed.held() == null) {
          throw new Refused(refusal(attempt, failed));
        }
        Relayed held = upstreams.deliver(downstream, attempt, failed.held()).join();
        return settle(downstream, attempt, held, true, entry);
      }
    }
  }

  private static Refusal refusal(Attempt attempt, Relayed.Failed failed) {
    return Refusal.upstream(
        failed.timeout() ? 504 : 502,
        attempt.provider() + " (" + attempt.config().endpoint() + "): " + failed.reason());
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
  }

  /** Whether the next try goes to another provider, which need not be waited for. */
  private static boolean differs(List<Router.Candidate> plan, int at) {
    return !plan.get(at + 1).name().equals(plan.get(at).name());
  }

  /** Whether the wait that the upstream asks for fits into what the client allows. */
  private static boolean worthTheWait(Relayed relayed, long deadline) {
    if (!(relayed instanceof Relayed.Failed failed) || failed.retryAfter() == null) {
      return true;
    }
    long left = Math.min(deadline - System.nanoTime(), LONGEST_WAIT.toNanos());
    return failed.retryAfter().toNanos() <= left;
  }

  /** Waits before the same provider is asked again; another one is asked at once. */
  private static void pause(
      Downstream downstream,
      List<Router.Candidate> plan,
      int failed,
      Relayed relayed,
      long deadline,
      OpenEntry entry) {
    if (differs(plan, failed) || !(relayed instanceof Relayed.Failed failure)) {
      return;
    }
    Duration wait = Patience.backoff(failed, failure.retryAfter());
    long left = Math.max(0, Math.min(deadline - System.nanoTime(), LONGEST_WAIT.toNanos()));
    long begun = System.nanoTime();
    try {
      downstream.gone().get(Math.min(wait.toNanos(), left), TimeUnit.NANOSECONDS);
      throw new ClientGone();
    } catch (TimeoutException stillThere) {
      entry.waited(System.nanoTime() - begun);
    } catch (ExecutionException e) {
      throw new ClientGone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(Refusal.stopping());
    }
  }

  private static Attempt.Request request(Sent sent, Router.Candidate candidate) {
    List<String> betas = sent.rewritten().betas();
    String target = sent.call().target();
    if (candidate.model() == null) {
      return new Attempt.Request(target, sent.rewritten().body(), betas);
    }
    byte[] renamed = sent.body().withModel(candidate.model());
    return new Attempt.Request(target, renamed, betas);
  }

  /**
   * Looks for this gateway's own mark in a request.
   *
   * @throws Refused with 508 when the request has been through this gateway before
   */
  void refuseLoop(Call call) {
    String before = call.headers().joined("via");
    if (before != null && before.contains(via)) {
      throw new Refused(
          Refusal.loop("this request has been here before; a provider's endpoint leads back here"));
    }
  }
}
