package dev.sluice.sim.fault;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with one reply. */
public sealed interface Fault {
  /** Where in a reply a fault strikes. */
  enum Place {
    /** Before the status line. */
    BEFORE_HEADERS,
    /** When the headers are out. */
    AFTER_HEADERS,
    /** After a number of events; half-way through a reply that is no stream. */
    AFTER_EVENTS
  }

  /** What a reply holds that is not what was asked for. */
  enum Junk {
    /** An HTML page with status 200. */
    HTML_200,
    /** A whole JSON message where a stream was asked for. */
    JSON_FOR_STREAM,
    /** A stream without {@code event:} lines. */
    SSE_WITHOUT_EVENT_LINES,
    /** JSON that ends in the middle, or a stream whose data does. */
    BROKEN_JSON
  }

  /**
   * A status other than 200.
   *
   * @param headers further headers, such as retry-after
   * @param body what to send; null means the error envelope of that status
   */
  record Status(int status, Map<String, String> headers, @Nullable String body) implements Fault {
    public Status {
      headers = Map.copyOf(headers);
    }
  }

  /** An {@code error} event after {@code after} events. */
  record ErrorEvent(int after, String type, String message) implements Fault {}

  /** A connection reset. */
  record Reset(Place place, int after) implements Fault {}

  /** An end of the body, as if all were well, after {@code after} events. */
  record CleanCut(int after) implements Fault {}

  /** Silence for {@code millis}, then on as if nothing had been. */
  record Stall(Place place, int after, long millis) implements Fault {}

  /** {@code millis} before every event. */
  record Slow(long millis) implements Fault {}

  /** A body of the wrong kind. */
  record Garbage(Junk junk) implements Fault {}
}
