package dev.sluice.sim;

import dev.sluice.sim.api.SseEvent;
import dev.sluice.sim.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/sessions/{id}/events/stream}: a stream of managed-agents events, whose names no
 * proxy of the Messages API knows.
 */
final class SessionsEndpoint {
  private static final List<String> NAMES =
      List.of(
          "session.status_running",
          "event_start",
          "span.model_request_start",
          "agent.thinking",
          "agent.message",
          "span.model_request_end",
          "workflow_run.completed",
          "session.status_idle");

  private SessionsEndpoint() {}

  /** Whether {@code path} is such a stream. */
  static boolean is(String path) {
    return path.startsWith("/v1/sessions/") && path.endsWith("/stream");
  }

  static void answer(Visit visit) {
    List<SseEvent> events = new ArrayList<>(NAMES.size());
    for (int i = 0; i < NAMES.size(); i++) {
      ObjectNode data = Json.object().put("type", NAMES.get(i)).put("id", "sevt_" + i);
      if (NAMES.get(i).equals("agent.message")) {
        data.putArray("content").addObject().put("type", "text").put("text", "Grüße, done. ✓");
      }
      events.add(new SseEvent(Json.utf8("event: " + NAMES.get(i) + "\ndata: " + data + "\n\n"), 1));
    }
    new StreamReply(visit, events, UNBILLED).start();
  }

  private static final Delivery UNBILLED =
      new Delivery() {
        @Override
        public void begun() {}

        @Override
        public void ended(long tokens, String how) {}
      };
}
