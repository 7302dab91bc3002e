package dev.sluice;

import dev.sluice.cache.Form;
import dev.sluice.cache.StoredReply;
import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Ending;
import dev.sluice.exchange.Refusal;
import dev.sluice.listener.Downstream;
import dev.sluice.price.Cost;
import dev.sluice.price.Mechanisms;
import dev.sluice.price.PriceTable;
import dev.sluice.price.Savings;
import dev.sluice.provider.anthropic.ReplyFacts;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** What the gateway answers by itself: stored replies and refusals. */
final class Answers {
  private final PriceTable prices;
  private final InstantSource clock;

  Answers(PriceTable prices, InstantSource clock) {
    this.prices = prices;
    this.clock = clock;
  }

  /**
   * Serves a stored reply in the form that the call asks for, whichever was stored.
   *
   * @param from {@code HIT} or {@code SEMANTIC}
   */
  void replay(
      Downstream downstream, Call call, StoredReply reply, CacheState from, OpenEntry entry) {
    Form form = Gateway.formOf(call);
    byte[] bytes = reply.as(form);
    entry.cache(from);
    Map<String, String> lines = Marks.of(entry, reply.provider(), reply.model());
    lines.put(
        "content-type", form == Form.SSE ? "text/event-stream; charset=utf-8" : "application/json");
    if (form == Form.SSE) {
      lines.put("cache-control", "no-cache");
    }
    lines.put("request-id", entry.id());
    lines.put(
        "x-sluice-saved", from == CacheState.SEMANTIC ? Mechanisms.SEMANTIC : Mechanisms.EXACT);
    send(downstream, 200, lines, bytes, entry);
    String asked = call.body().index() == null ? null : call.body().index().model();
    Cost saved =
        Savings.exactHit(
            prices,
            asked == null ? reply.model() : asked,
            reply.usage(),
            reply.storedAt(),
            clock.instant());
    ReplyFacts facts = new ReplyFacts(reply.model(), reply.stopReason(), "", reply.usage(), true);
    entry.replayed(reply.provider(), facts, bytes.length, saved);
  }

  /**
   * Answers a refusal and notes it. A refusal after the first byte, or to a client that has left,
   * can only be noted. Never throws.
   */
  void refuse(Downstream downstream, Refusal refusal, OpenEntry entry, Ending ending) {
    entry.refused(refusal, endingOf(refusal, ending));
    if (!downstream.untouched()) {
      return;
    }
    Map<String, String> lines = Marks.of(entry, "", "");
    lines.put("request-id", entry.id());
    try {
      send(downstream, refusal.status(), head(refusal, lines), body(refusal, entry.id()), entry);
    } catch (ClientGone gone) {
      entry.gone();
    }
  }

  private static Ending endingOf(Refusal refusal, Ending otherwise) {
    if (refusal.equals(Refusal.stopping())) {
      return Ending.SHUT_DOWN;
    }
    return refusal.message().startsWith("upstream:") ? Ending.UPSTREAM_LOST : otherwise;
  }

  /** Answers a refusal that is not worth an entry. */
  void refuse(Downstream downstream, Refusal refusal) {
    Map<String, String> lines = head(refusal, new LinkedHashMap<>(Map.of("x-gateway", "sluice")));
    downstream.send(refusal.status(), lines, body(refusal, ""));
  }

  private static void send(
      Downstream downstream, int status, Map<String, String> lines, byte[] bytes, OpenEntry entry) {
    long begun = System.nanoTime();
    try {
      downstream.answer(status, lines, bytes).get();
    } catch (ExecutionException e) {
      throw new ClientGone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientGone();
    } finally {
      entry.waited(System.nanoTime() - begun);
    }
  }

  private static Map<String, String> head(Refusal refusal, Map<String, String> lines) {
    lines.put("content-type", "application/json");
    if (refusal.shouldRetry() != null) {
      lines.put("x-should-retry", refusal.shouldRetry().toString());
    }
    if (refusal.retryAfter() != null) {
      lines.put("retry-after", Long.toString(Math.max(1, refusal.retryAfter().toSeconds())));
    }
    return lines;
  }

  /** The error in the Anthropic dialect (spec anthropic-api section 5). */
  private static byte[] body(Refusal refusal, String id) {
    return ErrorBody.anthropic(refusal.type(), refusal.message(), id);
  }
}
