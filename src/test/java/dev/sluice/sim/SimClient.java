package dev.sluice.sim;

import dev.sluice.sim.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A client of one simulator, as an SDK would send. Safe for any thread. */
final class SimClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI address;

  SimClient(URI address) {
    this.address = address;
  }

  /** A reply with its body as text. */
  record Reply(int status, Map<String, String> headers, String text) {
    JsonNode json() {
      return Json.parse(text);
    }

    String message() {
      return json().path("error").path("message").asString("");
    }

    String code() {
      return json().path("error").path("details").path("error_code").asString("");
    }
  }

  /** Posts a message; {@code headers} alternate names and values and replace the usual ones. */
  Reply message(String body, String... headers) {
    return send("POST", "/v1/messages", body, headers);
  }

  Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Reply post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  Reply send(
      String method, String path, @org.jspecify.annotations.Nullable String body, String... more) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-api-key", "sk-ant-test");
    headers.put("anthropic-version", "2023-06-01");
    headers.put("content-type", "application/json");
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    headers.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.header(name, value);
      }
    });
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<String> reply = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> received = new LinkedHashMap<>();
      reply.headers().map().forEach((name, values) -> received.put(name, values.getFirst()));
      return new Reply(reply.statusCode(), received, reply.body());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed.toString(), failed);
    }
  }

  /** The bill so far. */
  JsonNode bill() {
    return get("/__sim/bill").json();
  }

  /** The last requests. */
  JsonNode requests() {
    return get("/__sim/requests").json().path("requests");
  }
}
