package dev.sluice.clients;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a client program saw, made comparable: ids differ from run to run, some headers belong to
 * one connection, and the gateway's own ones may come in addition.
 */
record Seen(JsonNode answer) {
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "date", "via");

  /** Everything, by name. */
  TreeMap<String, String> everything() {
    TreeMap<String, String> all = new TreeMap<>();
    all.put("message", anonymous(answer.path("message")));
    all.put("events", answer.path("events").toString());
    all.put("headers", headers(answer.path("headers")).toString());
    JsonNode error = answer.path("error");
    error.properties().forEach(one -> all.put("error " + one.getKey(), anonymous(one.getValue())));
    all.put("error headers", headers(error.path("headers")).toString());
    return all;
  }

  /** The class of the failure; empty if there was none. */
  String failure() {
    return answer.path("error").path("class").asString("");
  }

  private static String anonymous(JsonNode value) {
    return value.toString().replaceAll("\\b(req|msg|toolu)_[A-Za-z0-9_-]+", "$1_*");
  }

  private static Set<String> headers(JsonNode names) {
    Set<String> kept = new TreeSet<>();
    for (JsonNode name : names) {
      if (!OF_ONE_CONNECTION.contains(name.asString()) && !gatewaysOwn(name.asString())) {
        kept.add(name.asString());
      }
    }
    return kept;
  }

  private static boolean gatewaysOwn(String name) {
    return name.startsWith("x-sluice-") || name.equals("x-gateway") || name.equals("x-cache");
  }
}
