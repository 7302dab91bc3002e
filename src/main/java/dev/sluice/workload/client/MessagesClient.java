package dev.sluice.workload.client;

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
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of the Messages API that does nothing but send and read. Safe for several threads;
 * whoever made it closes it.
 *
 * <p>Its key is one that only the simulated provider takes.
 */
public final class MessagesClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "sk-ant-api03-sluice-bench-000000000000000";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI address;
  private final String agent;
  private final Around around;

  /** What goes on around each call. */
  public interface Around {
    /** A call is about to be made. */
    void before() throws IOException;

    /** It has ended, well or not. */
    void after();
  }

  /**
   * A client.
   *
   * @param address the provider or a gateway in front of it
   * @param agent the user agent
   * @param around is told of each call
   */
  public MessagesClient(URI address, String agent, Around around) {
    this.address = address;
    this.agent = agent;
    this.around = around;
  }

  /**
   * Sends a request, whole or streamed as its {@code stream} says, and reads the reply.
   *
   * @throws ReplyFailed when the answer is an error
   */
  public Reply send(ObjectNode body) throws IOException, InterruptedException {
    return send("/v1/messages", body, Map.of());
  }

  /**
   * Sends a request with further headers.
   *
   * @param target path and query
   */
  public Reply send(String target, ObjectNode body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(target))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("user-agent", agent)
            .header("x-api-key", KEY)
            .header("anthropic-version", "2023-06-01");
    headers.forEach(request::header);
    request.POST(BodyPublishers.ofString(body.toString()));
    around.before();
    try {
      HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        return read(answer, in);
      }
    } finally {
      around.after();
    }
  }

  private static Reply read(HttpResponse<InputStream> answer, InputStream in) throws IOException {
    if (answer.statusCode() != 200) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      throw new ReplyFailed(answer.statusCode(), text);
    }
    JsonNode message =
        header(answer, "content-type").startsWith("text/event-stream")
            ? EventReader.read(
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)))
            : Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    return new Reply(
        message.path("model").asString(""),
        (ArrayNode) message.path("content"),
        message.path("stop_reason").asString(""),
        header(answer, "x-sluice-cache"),
        header(answer, "x-sluice-id"));
  }

  private static String header(HttpResponse<InputStream> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    http.close();
  }
}
