package dev.sluice.cli.demo;

import dev.sluice.workload.client.EventReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of the Messages API for one agent. For one thread; whoever made it closes it.
 *
 * <p>Its key is one that only the simulated provider takes.
 */
final class ApiClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "sk-ant-api03-sluice-demo-0000000000000000";

  final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI messages;
  private final String agent;
  private final Progress progress;

  ApiClient(URI gateway, String agent, Progress progress) {
    this.messages = gateway.resolve("/v1/messages");
    this.agent = agent;
    this.progress = progress;
  }

  /** Sends one request, whole or streamed as its {@code stream} says, and reads the reply. */
  Reply send(ObjectNode body, String session, String what)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(messages)
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("user-agent", agent + "/1.0")
            .header("x-api-key", KEY)
            .header("anthropic-version", "2023-06-01")
            .header("x-sluice-session", session)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    long began = System.nanoTime();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    Reply reply;
    try (InputStream in = answer.body()) {
      reply = read(answer, in);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    boolean hit = "hit".equals(answer.headers().firstValue("x-sluice-cache").orElse(""));
    progress.ended(new Progress.Done(agent, what, hit, millis));
    return reply;
  }

  private Reply read(HttpResponse<InputStream> answer, InputStream in) throws IOException {
    if (answer.statusCode() != 200) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      throw new IOException(agent + " got status " + answer.statusCode() + ": " + text);
    }
    boolean streamed =
        answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    JsonNode message =
        streamed
            ? EventReader.read(
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)))
            : json.readTree(in);
    return new Reply((ArrayNode) message.path("content"), message.path("stop_reason").asString(""));
  }

  @Override
  public void close() {
    http.close();
  }
}
