package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rules of cache markers (spec anthropic-api section 2.6): at most four, longer lives before
 * shorter ones, and not on everything. One use, one thread.
 */
final class MarkerRules {
  private static final int MOST = 4;

  private int count;
  private boolean shortSeen;
  private @Nullable String last;

  private MarkerRules() {}

  static void check(JsonNode request) {
    MarkerRules markers = new MarkerRules();
    markers.list(request.path("tools"), "tools");
    markers.list(request.path("system"), "system");
    JsonNode messages = request.path("messages");
    for (int m = 0; m < messages.size(); m++) {
      markers.list(messages.get(m).path("content"), "messages." + m + ".content");
    }
    markers.automatic(request);
    if (markers.count > MOST) {
      throw Rejection.MARKERS.of(markers.count);
    }
  }

  private void list(JsonNode blocks, String path) {
    if (!blocks.isArray()) {
      last = blocks.isString() ? null : last;
      return;
    }
    for (int i = 0; i < blocks.size(); i++) {
      JsonNode block = blocks.get(i);
      last = null;
      if (Fields.present(block, "cache_control")) {
        marked(block, path + "." + i);
      }
      JsonNode inner = block.path("content");
      if (inner.isArray() && Json.text(block, "type", "").equals("tool_result")) {
        String own = last;
        list(inner, path + "." + i + ".content");
        last = own == null ? last : own;
      }
    }
  }

  private void marked(JsonNode block, String path) {
    String type = Json.text(block, "type", "");
    if (type.equals("thinking") || type.equals("redacted_thinking")) {
      throw Rejection.MARKER_THINKING.of(path + "." + type);
    }
    if (type.equals("text") && Json.text(block, "text", "").isEmpty()) {
      throw Rejection.MARKER_EMPTY.of(path);
    }
    if (block.path("defer_loading").asBoolean(false)) {
      throw Rejection.MARKER_DEFERRED.of(path);
    }
    marker(block.path("cache_control"), path);
  }

  private void marker(JsonNode marker, String path) {
    if (!Json.text(marker, "type", "").equals("ephemeral")) {
      throw Rejection.MARKER_TYPE.of(path);
    }
    String ttl = Json.text(marker, "ttl", "5m");
    if (!ttl.equals("5m") && !ttl.equals("1h")) {
      throw Rejection.MARKER_TTL.of(path);
    }
    if (ttl.equals("1h") && shortSeen) {
      throw Rejection.MARKER_ORDER.of(path);
    }
    shortSeen |= ttl.equals("5m");
    last = ttl;
    count++;
  }

  /** The automatic marker takes a place of its own unless the last block has the same one. */
  private void automatic(JsonNode request) {
    if (!Fields.present(request, "cache_control")) {
      return;
    }
    JsonNode marker = request.path("cache_control");
    String ttl = Json.text(marker, "ttl", "5m");
    if (last == null) {
      marker(marker, "cache_control");
    } else if (!last.equals(ttl)) {
      throw Rejection.MARKER_AUTOMATIC.of(last);
    }
  }
}
