package dev.sluice.sim;

import dev.sluice.sim.json.Json;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How fast replies come.
 *
 * @param eventDelayMs before every event of a stream
 * @param firstByteMs before the status line
 * @param tokensPerSecond how fast the model writes; 0 means at once
 */
record Pace(long eventDelayMs, long firstByteMs, double tokensPerSecond) {
  /** Everything at once. */
  static final Pace AT_ONCE = new Pace(0, 0, 0);

  /** Reads the control API's form; what is missing stays as in {@code old}. */
  static Pace read(JsonNode node, Pace old) {
    return new Pace(
        Json.number(node, "eventDelayMs", old.eventDelayMs),
        Json.number(node, "firstByteMs", old.firstByteMs),
        node.path("tokensPerSecond").asDouble(old.tokensPerSecond));
  }

  /** Reads the form of the {@code x-sim-pace} header: {@code eventDelayMs=20;firstByteMs=5}. */
  static Pace named(String text, Pace old) {
    ObjectNode node = Json.object();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        node.put(
            part.substring(0, equals).strip(), Long.parseLong(part.substring(equals + 1).strip()));
      }
    }
    return read(node, old);
  }

  /** The same pace with at least {@code millis} before every event. */
  Pace slowed(long millis) {
    return new Pace(Math.max(eventDelayMs, millis), firstByteMs, tokensPerSecond);
  }

  /** The nanoseconds that an event of {@code tokens} tokens takes. */
  long nanos(int tokens) {
    long writing = tokensPerSecond > 0 ? (long) (tokens * 1e9 / tokensPerSecond) : 0;
    return Duration.ofMillis(eventDelayMs).toNanos() + writing;
  }

  ObjectNode json() {
    return Json.object()
        .put("eventDelayMs", eventDelayMs)
        .put("firstByteMs", firstByteMs)
        .put("tokensPerSecond", tokensPerSecond);
  }
}
