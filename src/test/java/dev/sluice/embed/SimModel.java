package dev.sluice.embed;

import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The function of a program that reaches the simulated provider; keeps what it was asked. */
final class SimModel implements Model, AutoCloseable {
  private final Simulator simulator = Simulator.start(SimOptions.DEFAULT);
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @Override
  public String answer(String request) throws IOException, InterruptedException {
    asked.add(request);
    return send("/v1/messages", request);
  }

  /** The requests that came so far. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Every request whose text holds this is answered so. */
  void says(String contained, String text) throws IOException, InterruptedException {
    String match = JsonMapper.shared().createObjectNode().put("contains", contained).toString();
    String said = JsonMapper.shared().writeValueAsString(text);
    send("/__sim/answers", "{\"match\":" + match + ",\"times\":-1,\"text\":" + said + "}");
  }

  /** Nano-dollars that the provider charges so far. */
  long bill() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(at("/__sim/bill?lines=false")).build();
    JsonNode bill =
        JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
    return bill.path("nanoDollars").asLong(-1);
  }

  /** Forgets scripts, bill and what was asked. */
  void reset() throws IOException, InterruptedException {
    asked.clear();
    send("/__sim/reset", "{}");
  }

  private URI at(String path) {
    return URI.create(simulator.address() + path);
  }

  private String send(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .header("content-type", "application/json")
            .header("x-api-key", "sk-ant-test")
            .header("anthropic-version", "2023-06-01")
            .POST(BodyPublishers.ofString(json))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    http.close();
    simulator.close();
  }
}
