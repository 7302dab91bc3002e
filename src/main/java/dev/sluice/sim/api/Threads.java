package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answer;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Conversations that the server holds (spec anthropic-api section 2.7): each reply can be continued
 * once, and only by its own workspace. Remembers the last 1,000. Safe for any thread.
 */
public final class Threads {
  private static final int MOST = 1_000;
  private static final String[] FIXED = {"model", "thinking", "tool_choice"};

  private enum Phase {
    OPEN,
    IN_FLIGHT,
    CONTINUED
  }

  private static final class State {
    private final String workspace;
    private final ObjectNode request;
    private Phase phase = Phase.OPEN;

    private State(String workspace, ObjectNode request) {
      this.workspace = workspace;
      this.request = request;
    }
  }

  private final Map<String, State> states = new LinkedHashMap<>();

  /** Forgets them. */
  public synchronized void clear() {
    states.clear();
  }

  /** The whole request that {@code request} stands for; itself when it continues nothing. */
  synchronized JsonNode resolve(JsonNode request, Caller caller) {
    JsonNode thread = request.path("thread");
    if (!thread.isObject()) {
      return request;
    }
    unsupported(request);
    if (!Json.text(thread, "type", "").equals("continue")) {
      return request;
    }
    String previous = Json.text(thread, "previous_message_id", "");
    State state = states.get(previous);
    if (state == null || !state.workspace.equals(caller.workspace())) {
      throw Rejection.THREAD_UNKNOWN.of(previous);
    }
    if (state.phase != Phase.OPEN) {
      boolean busy = state.phase == Phase.IN_FLIGHT;
      throw (busy ? Rejection.THREAD_BUSY : Rejection.THREAD_TWICE).of(previous);
    }
    unchanged(request, state.request);
    JsonNode whole = merge(request, state.request);
    state.phase = Phase.IN_FLIGHT;
    return whole;
  }

  /** The call that continued a thread ended; {@code whole} says whether its reply was delivered. */
  public synchronized void ended(Outcome outcome, boolean whole) {
    JsonNode thread = outcome.request().path("thread");
    if (!thread.isObject()) {
      return;
    }
    release(thread, whole ? Phase.CONTINUED : Phase.OPEN);
    if (whole && !outcome.answer().stopReason().equals("refusal")) {
      keep(outcome);
    }
  }

  /** The call was refused after all: the thread can be continued again. */
  synchronized void abandoned(JsonNode request) {
    release(request.path("thread"), Phase.OPEN);
  }

  private void release(JsonNode thread, Phase phase) {
    State previous = states.get(Json.text(thread, "previous_message_id", ""));
    if (previous != null && previous.phase == Phase.IN_FLIGHT) {
      previous.phase = phase;
    }
  }

  private void keep(Outcome outcome) {
    ObjectNode request = outcome.request().deepCopy().asObject();
    request.remove("thread");
    Answer answer = outcome.answer();
    ObjectNode reply = request.withArray("messages").addObject().put("role", "assistant");
    ArrayNode content = reply.putArray("content");
    answer.content().forEach(content::add);
    states.put(outcome.id(), new State(outcome.caller().workspace(), request));
    if (states.size() > MOST) {
      states.remove(states.keySet().iterator().next());
    }
  }

  private static void unsupported(JsonNode request) {
    ArrayNode list = Json.array();
    if (request.has("cache_control") || request.toString().contains("\"cache_control\"")) {
      list.add("cache_control");
    }
    for (String name : new String[] {"context_management", "fallbacks"}) {
      if (request.has(name)) {
        list.add(name);
      }
    }
    if (!list.isEmpty()) {
      ObjectNode details = Json.object();
      details.set("unsupported", list);
      throw Rejection.THREAD_UNSUPPORTED.with(details);
    }
  }

  private static void unchanged(JsonNode request, ObjectNode stored) {
    for (String name : FIXED) {
      if (request.has(name) && !request.get(name).equals(stored.path(name))) {
        throw Rejection.THREAD_CHANGED.of(name);
      }
    }
    for (String name : new String[] {"system", "tools"}) {
      if (request.has(name) && !request.get(name).equals(stored.path(name))) {
        throw Rejection.THREAD_CHANGED.of(name);
      }
    }
  }

  private static JsonNode merge(JsonNode request, ObjectNode stored) {
    ObjectNode whole = stored.deepCopy();
    for (Map.Entry<String, JsonNode> member : request.properties()) {
      if (!member.getKey().equals("messages")) {
        whole.set(member.getKey(), member.getValue());
      }
    }
    ArrayNode messages = whole.withArray("messages");
    for (JsonNode message : request.path("messages")) {
      messages.add(message);
    }
    return whole;
  }
}
