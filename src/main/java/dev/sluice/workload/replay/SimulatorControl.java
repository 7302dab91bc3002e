package dev.sluice.workload.replay;

import dev.sluice.workload.client.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The control API of a simulated provider. Safe for any thread. */
public final class SimulatorControl implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI simulator;

  SimulatorControl(URI simulator) {
    this.simulator = simulator;
  }

  /** Scripts answers; each waits for a request that it matches. */
  public void answers(ArrayNode scripts) throws IOException {
    ObjectNode body = Json.object();
    body.set("answers", scripts);
    post("/__sim/answers", body);
  }

  /** How long every reply takes to begin. */
  public void firstByteMillis(long millis) throws IOException {
    post("/__sim/pace", Json.object().put("firstByteMs", millis));
  }

  void now(Instant now) throws IOException {
    post("/__sim/clock", Json.object().put("set", now.toString()));
  }

  Bill bill() throws IOException {
    return Bill.read(get("/__sim/bill"));
  }

  List<Received> received() throws IOException {
    return Received.read(get("/__sim/requests?limit=1000").path("requests"));
  }

  private void post(String path, ObjectNode body) throws IOException {
    send(
        HttpRequest.newBuilder(simulator.resolve(path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private JsonNode get(String path) throws IOException {
    return Json.read(send(HttpRequest.newBuilder(simulator.resolve(path)).build()));
  }

  private String send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("the simulator refused " + request.uri() + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
