package dev.sluice.sim.fault;

import dev.sluice.sim.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads faults as the control API and the {@code x-sim-fault} header spell them. A spelling that is
 * not known throws {@link IllegalArgumentException} with the list of those that are.
 */
public final class FaultReader {
  private static final String KINDS = "status, errorEvent, reset, cleanCut, stall, slow, garbage";
  private static final String NAMES =
      "overloaded, rate-limited, server-error, bad-gateway, unavailable, timeout,"
          + " unauthorized, forbidden, billing, not-found, bad-request, status, error-first,"
          + " error-mid-stream, reset-before-headers, reset-after-headers, reset-mid-stream,"
          + " clean-cut, stall-before-headers, stall-after-headers, stall-mid-stream, slow,"
          + " html-200, json-for-stream, sse-without-event-lines, broken-json";
  private static final long FOREVER = 3_600_000;
  private static final int MIDDLE = 4;

  private FaultReader() {}

  /** The names of the faults that a header can ask for. */
  public static String names() {
    return NAMES;
  }

  /** The kinds of faults in JSON. */
  public static String kinds() {
    return KINDS;
  }

  /** A fault in JSON: {@code {"kind":"status","status":529,…}}. */
  public static Fault read(JsonNode node) {
    return switch (Json.text(node, "kind", "")) {
      case "status" ->
          new Fault.Status(
              (int) Json.number(node, "status", 500), headers(node.path("headers")), body(node));
      case "errorEvent" ->
          new Fault.ErrorEvent(
              after(node),
              Json.text(node, "type", "overloaded_error"),
              Json.text(node, "message", "Overloaded"));
      case "reset" -> new Fault.Reset(place(node), after(node));
      case "cleanCut" -> new Fault.CleanCut(after(node));
      case "stall" -> new Fault.Stall(place(node), after(node), Json.number(node, "ms", FOREVER));
      case "slow" -> new Fault.Slow(Json.number(node, "ms", 100));
      case "garbage" -> new Fault.Garbage(junk(Json.text(node, "content", "html200")));
      default -> throw new IllegalArgumentException("fault.kind: expected one of " + KINDS);
    };
  }

  /** A fault by name with arguments: {@code rate-limited;retry-after=2}. */
  public static Fault named(String text) {
    String[] parts = text.split(";", -1);
    ObjectNode node = Json.object();
    for (int i = 1; i < parts.length; i++) {
      argument(parts[i].strip(), node);
    }
    return switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
      case "overloaded" -> status(node, 529);
      case "rate-limited" -> status(node, 429);
      case "server-error" -> status(node, 500);
      case "bad-gateway" -> status(node, 502);
      case "unavailable" -> status(node, 503);
      case "timeout" -> status(node, 504);
      case "unauthorized" -> status(node, 401);
      case "forbidden" -> status(node, 403);
      case "billing" -> status(node, 402);
      case "not-found" -> status(node, 404);
      case "bad-request" -> status(node, 400);
      case "status" -> status(node, 500);
      case "error-first" -> kind(node.put("after", 0), "errorEvent", null);
      case "error-mid-stream" -> kind(node, "errorEvent", null);
      case "reset-before-headers" -> kind(node, "reset", "beforeHeaders");
      case "reset-after-headers" -> kind(node, "reset", "afterHeaders");
      case "reset-mid-stream" -> kind(node, "reset", "afterEvents");
      case "clean-cut" -> kind(node, "cleanCut", null);
      case "stall-before-headers" -> kind(node, "stall", "beforeHeaders");
      case "stall-after-headers" -> kind(node, "stall", "afterHeaders");
      case "stall-mid-stream" -> kind(node, "stall", "afterEvents");
      case "slow" -> kind(node, "slow", null);
      case "html-200" -> kind(node.put("content", "html200"), "garbage", null);
      case "json-for-stream", "sse-without-event-lines", "broken-json" ->
          kind(node.put("content", parts[0].strip()), "garbage", null);
      default -> throw new IllegalArgumentException("x-sim-fault: expected one of " + NAMES);
    };
  }

  private static void argument(String argument, ObjectNode node) {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      return;
    }
    String name = argument.substring(0, equals).strip();
    String value = argument.substring(equals + 1).strip();
    boolean number = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (name.startsWith("retry-after") || name.startsWith("x-should-retry")) {
      node.withObject("/headers").put(name, value);
    } else if (number) {
      node.put(name, Long.parseLong(value));
    } else {
      node.put(name, value);
    }
  }

  private static Fault status(ObjectNode node, int status) {
    if (!node.has("status")) {
      node.put("status", status);
    }
    return kind(node, "status", null);
  }

  private static Fault kind(ObjectNode node, String kind, @Nullable String at) {
    if (at != null && !node.has("at")) {
      node.put("at", at);
    }
    return read(node.put("kind", kind));
  }

  private static int after(JsonNode node) {
    return (int) Json.number(node, "after", MIDDLE);
  }

  private static Fault.Place place(JsonNode node) {
    return switch (Json.text(node, "at", "afterEvents")) {
      case "beforeHeaders" -> Fault.Place.BEFORE_HEADERS;
      case "afterHeaders" -> Fault.Place.AFTER_HEADERS;
      case "afterEvents" -> Fault.Place.AFTER_EVENTS;
      default ->
          throw new IllegalArgumentException(
              "fault.at: expected beforeHeaders, afterHeaders or afterEvents");
    };
  }

  private static Fault.Junk junk(String name) {
    return switch (name) {
      case "html200" -> Fault.Junk.HTML_200;
      case "json-for-stream" -> Fault.Junk.JSON_FOR_STREAM;
      case "sse-without-event-lines" -> Fault.Junk.SSE_WITHOUT_EVENT_LINES;
      case "broken-json" -> Fault.Junk.BROKEN_JSON;
      default ->
          throw new IllegalArgumentException(
              "fault.content: expected html200, json-for-stream, sse-without-event-lines or"
                  + " broken-json");
    };
  }

  private static Map<String, String> headers(JsonNode node) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : node.properties()) {
      headers.put(header.getKey(), header.getValue().asString(""));
    }
    return headers;
  }

  private static @Nullable String body(JsonNode node) {
    JsonNode body = node.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return null;
    }
    return body.isString() ? body.stringValue() : body.toString();
  }
}
