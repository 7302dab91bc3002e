package dev.sluice.sim;

import dev.sluice.sim.api.SseEvent;
import dev.sluice.sim.api.SseEvents;
import dev.sluice.sim.fault.Fault;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of a stream at their pace and plays the fault that was asked for. Events that
 * are due at the same time go out in one write. Stays on the event loop of its visit.
 */
final class StreamReply {
  private static final int WRITE = 64 * 1024;
  private static final long MILLI = 1_000_000;

  private final Visit visit;
  private final List<SseEvent> events;
  private final Delivery delivery;
  private final Pace pace;
  private final @Nullable Fault fault;
  private Buffer pending = Buffer.buffer();
  private int next;
  private long tokens;
  private long due;
  private boolean struck;

  StreamReply(Visit visit, List<SseEvent> events, Delivery delivery) {
    this.visit = visit;
    this.events = events;
    this.delivery = delivery;
    this.fault = visit.fault();
    this.pace =
        fault instanceof Fault.Slow slow ? visit.pace().slowed(slow.millis()) : visit.pace();
  }

  /** Sends the head and then the events; returns at once. */
  void start() {
    visit.onGone(() -> delivery.ended(tokens, "client gone"));
    delivery.begun();
    visit.head(200, "text/event-stream; charset=utf-8");
    visit.response().putHeader("cache-control", "no-cache").setChunked(true);
    due = System.nanoTime();
    if (fault instanceof Fault.Reset(Fault.Place place, int _)
        && place == Fault.Place.AFTER_HEADERS) {
      visit.response().writeHead();
      cut("reset after headers");
    } else if (fault instanceof Fault.Stall(Fault.Place place, int _, long millis)
        && place == Fault.Place.AFTER_HEADERS) {
      struck = true;
      visit.response().writeHead();
      visit.later(millis, this::go);
    } else {
      go();
    }
  }

  private void go() {
    while (!visit.over()) {
      if (fault != null && !struck && next == strikesAt() && strike(fault)) {
        return;
      }
      if (next == events.size()) {
        finish();
        return;
      }
      SseEvent event = events.get(next);
      due += pace.nanos(event.tokens());
      long wait = (due - System.nanoTime()) / MILLI;
      if (wait > 0) {
        flush();
        visit.later(wait, this::sendOne);
        return;
      }
      append(event);
      if (pending.length() >= WRITE && flushedIntoFullQueue()) {
        return;
      }
    }
  }

  private void sendOne() {
    append(events.get(next));
    go();
  }

  private void append(SseEvent event) {
    pending.appendBytes(event.bytes());
    tokens += event.tokens();
    next++;
  }

  private boolean flushedIntoFullQueue() {
    flush();
    if (visit.response().writeQueueFull()) {
      visit.response().drainHandler(_ -> go());
      return true;
    }
    return false;
  }

  private void flush() {
    if (pending.length() > 0) {
      visit.response().write(pending);
      pending = Buffer.buffer();
    }
  }

  private void finish() {
    visit.end("complete");
    delivery.ended(tokens, "complete");
    visit.response().end(pending);
  }

  /** Faults in the middle never let message_stop out. */
  private int strikesAt() {
    int after =
        switch (fault) {
          case Fault.ErrorEvent event -> event.after();
          case Fault.Reset reset -> reset.after();
          case Fault.CleanCut cut -> cut.after();
          case Fault.Stall stall -> stall.after();
          case null, default -> -1;
        };
    return Math.min(after, events.size() - 1);
  }

  /** Plays the fault; true when nothing more is to be sent now. */
  private boolean strike(Fault fault) {
    struck = true;
    switch (fault) {
      case Fault.ErrorEvent(int _, String type, String message) -> {
        pending.appendBytes(SseEvents.error(type, message, visit.requestId()));
        visit.end("fault: error event");
        delivery.ended(tokens, "error event");
        visit.response().end(pending);
      }
      case Fault.Reset _ -> {
        flush();
        cut("reset mid-stream");
      }
      case Fault.CleanCut _ -> {
        visit.end("fault: clean cut");
        delivery.ended(tokens, "clean cut");
        visit.response().end(pending);
      }
      case Fault.Stall(Fault.Place place, int _, long millis) -> {
        if (place != Fault.Place.AFTER_EVENTS) {
          return false;
        }
        flush();
        due = System.nanoTime() + millis * MILLI;
        visit.later(millis, this::go);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void cut(String how) {
    visit.reset("fault: " + how);
    delivery.ended(tokens, how);
  }
}
