package dev.sluice.sim;

import dev.sluice.sim.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the events of a stream that has arrived whole. */
final class SseText {
  private SseText() {}

  /** The data of all events, in order. */
  static List<JsonNode> events(String stream) {
    List<JsonNode> events = new ArrayList<>();
    for (String line : stream.lines().toList()) {
      if (line.startsWith("data: ")) {
        events.add(Json.parse(line.substring(6)));
      }
    }
    return events;
  }

  /** The text of all text deltas. */
  static String of(String stream) {
    StringBuilder text = new StringBuilder();
    for (JsonNode event : events(stream)) {
      text.append(event.path("delta").path("text").asString(""));
    }
    return text.toString();
  }
}
