package dev.sluice.workload.replay;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A request as it reached the provider.
 *
 * @param target path and query
 * @param status how it was answered
 * @param bytes the body's length
 * @param sha256 the body's hash
 * @param betas the values of {@code anthropic-beta}, as they came
 */
public record Received(String target, int status, long bytes, String sha256, String betas) {

  static List<Received> read(JsonNode requests) {
    List<Received> all = new ArrayList<>();
    for (JsonNode request : requests) {
      all.add(
          new Received(
              request.path("target").asString(""),
              request.path("status").asInt(),
              request.path("bodyLength").asLong(),
              request.path("bodySha256").asString(""),
              betas(request.path("headers"))));
    }
    return all;
  }

  private static String betas(JsonNode headers) {
    List<String> values = new ArrayList<>();
    for (JsonNode header : headers) {
      if (header.path(0).asString("").equalsIgnoreCase("anthropic-beta")) {
        values.add(header.path(1).asString(""));
      }
    }
    return String.join(",", values);
  }
}
