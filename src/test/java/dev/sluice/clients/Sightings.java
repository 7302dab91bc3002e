package dev.sluice.clients;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The requests that a provider saw, oldest first, without those to its control API. */
record Sightings(List<JsonNode> all) {
  /** Headers that belong to one connection, and what a gateway may narrow to be able to read. */
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("host", "connection", "keep-alive", "accept-encoding", "transfer-encoding", "via");

  private static final Set<String> OF_ONE_SESSION = Set.of("x-claude-code-session-id");

  static Sightings of(JsonNode answer) {
    return new Sightings(
        StreamSupport.stream(answer.path("requests").spliterator(), false).toList());
  }

  /** The requests of a scenario, exact to the byte of their bodies and to the header. */
  List<String> exact(String scenario) {
    return of(scenario).stream()
        .map(one -> line(one) + " " + text(one, "bodySha256") + " " + headers(one, Set.of()))
        .toList();
  }

  /**
   * The requests of a scenario where a session's id is in the body: its length instead of its hash.
   */
  List<String> shapes(String scenario) {
    return of(scenario).stream()
        .map(one -> line(one) + " " + one.path("bodyLength") + " " + headers(one, OF_ONE_SESSION))
        .toList();
  }

  private List<JsonNode> of(String scenario) {
    return all.stream().filter(one -> header(one, "x-scenario").equals(scenario)).toList();
  }

  private static String line(JsonNode one) {
    return text(one, "method") + " " + text(one, "target");
  }

  private static Set<String> headers(JsonNode one, Set<String> left) {
    Set<String> headers = new TreeSet<>();
    for (JsonNode header : one.path("headers")) {
      String name = header.path(0).asString("").toLowerCase(Locale.ROOT);
      if (!OF_ONE_CONNECTION.contains(name) && !left.contains(name)) {
        headers.add(name + ": " + header.path(1).asString(""));
      }
    }
    return headers;
  }

  private static String header(JsonNode one, String name) {
    for (JsonNode header : one.path("headers")) {
      if (header.path(0).asString("").equalsIgnoreCase(name)) {
        return header.path(1).asString("");
      }
    }
    return "";
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
