package dev.sluice;

import dev.sluice.listener.Downstream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the gateway answers about itself (DESIGN section 4). Read-only but for one path, which asks
 * for the token that the data folder holds.
 */
final class Faces {
  private final Supplier<State> state;
  private final Supplier<String> stats;
  private final Supplier<byte[]> metrics;
  private final Complaints complaints;

  Faces(
      Supplier<State> state,
      Supplier<String> stats,
      Supplier<byte[]> metrics,
      Complaints complaints) {
    this.state = state;
    this.stats = stats;
    this.metrics = metrics;
    this.complaints = complaints;
  }

  /** Answers one of the paths of {@code Route.FACE}. */
  void serve(Downstream downstream) {
    if (downstream.path().equals(Complaints.PATH)) {
      Complaints.Verdict verdict = complaints.hear(downstream);
      json(downstream, verdict.status(), verdict.json());
      return;
    }
    if (!downstream.method().equals("GET") && !downstream.method().equals("HEAD")) {
      json(downstream, 405, "{\"error\":\"client: this is read-only (expected: GET)\"}");
      return;
    }
    State now = state.get();
    switch (downstream.path()) {
      case "/live" -> json(downstream, 200, "{\"status\":\"live\"}");
      case "/ready", "/health" ->
          json(
              downstream,
              now == State.SERVING ? 200 : 503,
              "{\"status\":\"" + (now == State.SERVING ? "ok" : "draining") + "\"}");
      case "/proxy/stats" -> json(downstream, 200, stats.get());
      case "/metrics", "/admin/metrics" ->
          send(downstream, 200, dev.sluice.view.Meter.METRICS_TYPE, metrics.get());
      default -> json(downstream, 200, ABOUT);
    }
  }

  private static final String ABOUT =
      """
      {"name":"sluice","description":"The gateway between agents and Claude",\
      "endpoints":{"POST /v1/messages":"Anthropic Messages",\
      "POST /v1/messages/count_tokens":"token counts","/v1/*":"passed through to the provider",\
      "GET /proxy/stats":"calls, cost and savings",\
      "POST /admin/cache/wrong?id=":"takes a wrong answer out of the semantic cache","GET /metrics":"Prometheus",\
      "GET /health":"status","GET /live":"liveness","GET /ready":"readiness"}}
      """;

  private static void json(Downstream downstream, int status, String body) {
    send(downstream, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(Downstream downstream, int status, String type, byte[] body) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("content-type", type);
    lines.put("cache-control", "no-store");
    lines.put("x-content-type-options", "nosniff");
    lines.put("x-gateway", "sluice");
    downstream.send(status, lines, body);
  }

  /** What the gateway is doing. */
  enum State {
    /** Takes requests. */
    SERVING,
    /** Ends what is under way, takes nothing new. */
    DRAINING
  }
}
