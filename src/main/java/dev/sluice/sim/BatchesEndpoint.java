package dev.sluice.sim;

import dev.sluice.sim.api.Batches;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejected;
import dev.sluice.sim.rule.Rejection;
import io.vertx.core.buffer.Buffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/messages/batches} over a socket. */
final class BatchesEndpoint {
  /** The most bytes of a batch. */
  static final long MOST = 256L << 20;

  private final Batches batches;

  BatchesEndpoint(Batches batches) {
    this.batches = batches;
  }

  /** Answers; {@code rest} is the path after {@code /v1/messages/batches}. */
  void answer(Visit visit, Caller caller, String rest) {
    String[] parts = rest.split("/", -1);
    String id = parts.length > 1 ? parts[1] : "";
    String action = parts.length > 2 ? parts[2] : "";
    String base = "http://" + visit.header("host");
    switch (visit.method() + " " + (id.isEmpty() ? "all" : "one") + action) {
      case "POST all" -> create(visit, caller, base);
      case "GET all" -> visit.json(200, list(visit, caller, base));
      case "GET one" -> visit.json(200, batches.get(id, caller, base));
      case "DELETE one" -> visit.json(200, batches.delete(id, caller));
      case "POST onecancel" -> visit.json(200, batches.cancel(id, caller, base));
      case "GET oneresults" ->
          visit.bytes(200, "application/x-jsonl", Buffer.buffer(batches.results(id, caller)));
      default -> throw Rejection.NO_ROUTE.of();
    }
  }

  /** The calls of a batch may take long, so they are made beside the event loop. */
  private void create(Visit visit, Caller caller, String base) {
    JsonNode body = Bodies.json(visit);
    visit
        .vertx()
        .executeBlocking(() -> batches.create(body, caller, base))
        .onSuccess(batch -> visit.json(200, batch))
        .onFailure(failed ->
            visit.reject(
                failed instanceof Rejected rejected
                    ? rejected
                    : Rejection.simulated(500, failed.toString())));
  }

  private ObjectNode list(Visit visit, Caller caller, String base) {
    return batches.list(caller, visit.parameter("limit", 20), visit.parameter("after_id"), base);
  }
}
