package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejected;
import dev.sluice.sim.rule.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/messages/batches}: the calls of a batch are made when it is created, at half price,
 * and shown when its time is over by the simulator's clock. Safe for any thread.
 */
public final class Batches {
  private static final Pattern CUSTOM_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Duration LIFE = Duration.ofHours(24);

  private final World world;
  private final MessageApi api;
  private final Map<String, Batch> batches = new LinkedHashMap<>();
  private volatile Duration processing = Duration.ZERO;

  private static final class Batch {
    private final String id;
    private final String workspace;
    private final Instant created;
    private final Instant due;
    private final List<ObjectNode> results;
    private boolean canceled;

    private Batch(
        String id, String workspace, Instant created, Instant due, List<ObjectNode> results) {
      this.id = id;
      this.workspace = workspace;
      this.created = created;
      this.due = due;
      this.results = results;
    }
  }

  /** Batches over the calls of {@code api}. */
  public Batches(World world, MessageApi api) {
    this.world = world;
    this.api = api;
  }

  /** How long batches that are created from now on take. */
  public void processing(Duration takes) {
    processing = takes;
  }

  /** Forgets them. */
  public synchronized void clear() {
    batches.clear();
    processing = Duration.ZERO;
  }

  /** Creates one; {@code base} begins its results_url. Takes as long as all its calls. */
  public ObjectNode create(JsonNode body, Caller caller, String base) {
    JsonNode requests = body.path("requests");
    if (!requests.isArray() || requests.isEmpty()) {
      throw Rejection.BATCH_EMPTY.of();
    }
    customIds(requests);
    Instant now = world.clock().instant();
    List<ObjectNode> results = new ArrayList<>(requests.size());
    for (JsonNode request : requests) {
      ObjectNode line = Json.object().set("custom_id", request.get("custom_id"));
      line.set("result", result(request.path("params"), caller.inBatch()));
      results.addFirst(line);
    }
    Batch batch =
        new Batch(
            world.ids().next("msgbatch_"), caller.workspace(), now, now.plus(processing), results);
    synchronized (this) {
      batches.put(batch.id, batch);
    }
    return json(batch, base);
  }

  /** One batch. */
  public synchronized ObjectNode get(String id, Caller caller, String base) {
    return json(find(id, caller), base);
  }

  /** All batches of the caller's workspace, newest first, in pages by {@code after}. */
  public synchronized ObjectNode list(Caller caller, int limit, String after, String base) {
    List<Batch> own = new ArrayList<>();
    boolean begun = after.isEmpty();
    for (Batch batch : List.copyOf(batches.values()).reversed()) {
      if (begun && batch.workspace.equals(caller.workspace())) {
        own.add(batch);
      }
      begun |= batch.id.equals(after);
    }
    List<Batch> shown = own.subList(0, Math.min(limit, own.size()));
    ObjectNode page = Json.object();
    ArrayNode data = page.putArray("data");
    shown.forEach(batch -> data.add(json(batch, base)));
    page.put("first_id", shown.isEmpty() ? null : shown.getFirst().id);
    page.put("last_id", shown.isEmpty() ? null : shown.getLast().id);
    return page.put("has_more", own.size() > shown.size());
  }

  /** Cancels one that has not ended: none of its calls has a result. */
  public synchronized ObjectNode cancel(String id, Caller caller, String base) {
    Batch batch = find(id, caller);
    if (!ended(batch)) {
      batch.canceled = true;
      for (ObjectNode line : batch.results) {
        line.putObject("result").put("type", "canceled");
      }
    }
    return json(batch, base);
  }

  /** Deletes one that has ended. */
  public synchronized ObjectNode delete(String id, Caller caller) {
    Batch batch = find(id, caller);
    if (!ended(batch)) {
      throw Rejection.BATCH_NOT_ENDED.of(id);
    }
    batches.remove(id);
    return Json.object().put("id", id).put("type", "message_batch_deleted");
  }

  /** The results as JSON Lines, in no particular order. */
  public synchronized String results(String id, Caller caller) {
    Batch batch = find(id, caller);
    if (!ended(batch)) {
      throw Rejection.BATCH_RUNNING.of(id);
    }
    StringBuilder lines = new StringBuilder();
    batch.results.forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }

  private static void customIds(JsonNode requests) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      String id = Json.text(requests.get(i), "custom_id", "");
      if (!CUSTOM_ID.matcher(id).matches()) {
        throw Rejection.BATCH_CUSTOM_ID.of(i);
      }
      if (!ids.add(id)) {
        throw Rejection.BATCH_TWICE.of(id);
      }
      if (!requests.get(i).path("params").isObject()) {
        throw Rejection.REQUIRED.of("requests." + i + ".params");
      }
    }
  }

  private ObjectNode result(JsonNode params, Caller caller) {
    ObjectNode result = Json.object();
    String requestId = world.ids().next("req_");
    try {
      Outcome outcome = api.create(params, caller);
      api.begun(outcome);
      api.ended(outcome, requestId, outcome.spend().top().output(), "complete");
      result.put("type", "succeeded").set("message", MessageJson.whole(outcome));
    } catch (Rejected rejected) {
      ObjectNode error = result.put("type", "errored").putObject("error").put("type", "error");
      error.set("error", rejected.error());
      error.put("request_id", requestId);
    }
    return result;
  }

  private Batch find(String id, Caller caller) {
    Batch batch = batches.get(id);
    if (batch == null || !batch.workspace.equals(caller.workspace())) {
      throw Rejection.BATCH_UNKNOWN.of(id);
    }
    return batch;
  }

  private boolean ended(Batch batch) {
    return batch.canceled || !world.clock().instant().isBefore(batch.due);
  }

  private ObjectNode json(Batch batch, String base) {
    boolean ended = ended(batch);
    ObjectNode node =
        Json.object()
            .put("id", batch.id)
            .put("type", "message_batch")
            .put("processing_status", ended ? "ended" : "in_progress")
            .put("created_at", batch.created.toString())
            .put("expires_at", batch.created.plus(LIFE).toString())
            .put("ended_at", ended ? batch.due.toString() : null)
            .putNull("archived_at")
            .put("cancel_initiated_at", batch.canceled ? batch.created.toString() : null);
    ObjectNode counts = node.putObject("request_counts");
    counts.put("processing", ended ? 0 : batch.results.size());
    for (String type : List.of("succeeded", "errored", "canceled", "expired")) {
      counts.put(type, ended ? count(batch, type) : 0);
    }
    String url = base + "/v1/messages/batches/" + batch.id + "/results";
    return node.put("results_url", ended ? url : null);
  }

  private static long count(Batch batch, String type) {
    return batch.results.stream()
        .filter(line -> Json.text(line.path("result"), "type", "").equals(type))
        .count();
  }
}
