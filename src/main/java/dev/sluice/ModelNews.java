package dev.sluice;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Headers;
import dev.sluice.listener.Downstream;
import dev.sluice.log.Log;
import dev.sluice.models.ModelCatalog;
import dev.sluice.provider.ProviderConfig.KeySource;
import dev.sluice.route.Router;
import dev.sluice.upstream.OwnCall;
import dev.sluice.upstream.Upstreams;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks about models that the catalog does not know: which there are and what they can do ({@code
 * GET /v1/models}, spec anthropic-api section 3), beside an exchange that goes to the first
 * provider and with its credentials, which are held no longer than the question takes. At most once
 * a day, after a failure once an hour. A model that is known is never a reason to ask, so that a
 * gateway whose clients use known models sends nothing but what they sent. Safe for any thread;
 * nobody waits for it.
 */
final class ModelNews {
  private static final Log LOG = Log.of("models");
  private static final Duration AGAIN = Duration.ofDays(1);
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Router.Candidate provider;
  private final Upstreams upstreams;
  private final ModelCatalog catalog;
  private final boolean wanted;
  private final InstantSource clock;
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

  /**
   * Asks this provider.
   *
   * @param wanted whether anything that is on goes by what models can do; if not, it never asks
   */
  ModelNews(
      Router.Candidate provider,
      Upstreams upstreams,
      ModelCatalog catalog,
      boolean wanted,
      InstantSource clock) {
    this.provider = provider;
    this.upstreams = upstreams;
    this.catalog = catalog;
    this.wanted = wanted;
    this.clock = clock;
  }

  /**
   * Asks, if the model is unknown, it is time to, the exchange has credentials and goes to the
   * provider that can tell.
   */
  void ask(Downstream downstream, Call call, Caller caller, String model, Router.Candidate goesTo) {
    Instant now = clock.instant();
    Instant due = next.get();
    if (!wanted
        || model.isBlank()
        || catalog.find(model).known()
        || now.isBefore(due)
        || !goesTo.name().equals(provider.name())) {
      return;
    }
    Headers headers = OwnCalls.carried(call.headers());
    if (authenticates(headers) && next.compareAndSet(due, now.plus(AFTER_FAILURE))) {
      ask(downstream, headers, caller, now);
    }
  }

  private boolean authenticates(Headers headers) {
    return provider.provider().key() instanceof KeySource.Fixed
        || isGiven(headers.get("x-api-key"))
        || isGiven(headers.get("authorization"));
  }

  private void ask(Downstream downstream, Headers headers, Caller caller, Instant now) {
    OwnCall question =
        new OwnCall(
            "/v1/models?limit=1000",
            provider.name(),
            provider.provider(),
            headers,
            caller.key() != null,
            null);
    var unused =
        upstreams
            .asker(downstream)
            .ask(question, PATIENCE)
            .whenComplete((reply, failure) -> heard(reply, failure, now));
  }

  private static boolean isGiven(@Nullable String credential) {
    return credential != null && !credential.isBlank();
  }

  private void heard(OwnCall.@Nullable Whole reply, @Nullable Throwable failure, Instant asked) {
    if (reply != null && reply.status() == 200) {
      catalog.learn(reply.body());
      next.set(asked.plus(AGAIN));
      LOG.debug("asked the provider about its models", "provider", provider.name());
    } else {
      String why = reply == null ? String.valueOf(failure) : "status " + reply.status();
      LOG.debug("no word about models", "provider", provider.name(), "reason", why);
    }
  }
}
