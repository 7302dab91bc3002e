package dev.sluice.sim;

import dev.sluice.sim.fault.Fault;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a reply that is no stream and plays the fault that was asked for: what a stream does after
 * some events, this does half-way through the body. Stays on the event loop of its visit.
 */
final class WholeReply {
  private final Visit visit;
  private final Buffer body;
  private final Delivery delivery;
  private final long tokens;

  WholeReply(Visit visit, byte[] body, Delivery delivery, long tokens) {
    this.visit = visit;
    this.body = Buffer.buffer(body);
    this.delivery = delivery;
    this.tokens = tokens;
  }

  /** Sends it; returns at once. */
  void start() {
    visit.onGone(() -> delivery.ended(0, "client gone"));
    delivery.begun();
    @Nullable Fault fault = visit.fault();
    visit.head(200, "application/json");
    switch (fault) {
      case Fault.Reset reset -> reset(reset.place());
      case Fault.CleanCut _ -> {
        visit.response().setChunked(true).write(half());
        over("clean cut");
        visit.response().end();
      }
      case Fault.Stall stall -> stall(stall);
      case Fault.Garbage(Fault.Junk junk) when junk == Fault.Junk.BROKEN_JSON -> {
        over("broken json");
        visit.response().end(half());
      }
      case null, default -> finish();
    }
  }

  private void finish() {
    visit.end("complete");
    delivery.ended(tokens, "complete");
    visit.response().end(body);
  }

  private void reset(Fault.Place place) {
    visit.response().putHeader("content-length", Integer.toString(body.length()));
    if (place == Fault.Place.AFTER_EVENTS) {
      visit.response().write(half());
    } else {
      visit.response().writeHead();
    }
    visit.reset("fault: reset");
    delivery.ended(0, "reset");
  }

  private void stall(Fault.Stall stall) {
    visit.response().putHeader("content-length", Integer.toString(body.length()));
    boolean begun = stall.place() == Fault.Place.AFTER_EVENTS;
    if (begun) {
      visit.response().write(half());
    } else {
      visit.response().writeHead();
    }
    visit.later(
        stall.millis(),
        () -> {
          visit.end("complete");
          delivery.ended(tokens, "complete");
          visit.response().end(begun ? body.slice(body.length() / 2, body.length()) : body);
        });
  }

  private Buffer half() {
    return body.slice(0, body.length() / 2);
  }

  private void over(String how) {
    visit.end("fault: " + how);
    delivery.ended(tokens, how);
  }
}
