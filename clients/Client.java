import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.Headers;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelListParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A program that uses the Java SDK on its class path (2.x or 3.x).
 *
 * <p>Speaks the protocol of README.md: one job a line on stdin, one line on stdout with what the
 * program saw.
 */
public final class Client {
  private static final Tool WEATHER =
      Tool.builder()
          .name("get_weather")
          .description("Tells the weather at a place.")
          .inputSchema(
              Tool.InputSchema.builder()
                  .type(JsonValue.from("object"))
                  .putAdditionalProperty(
                      "properties", JsonValue.from(Map.of("place", Map.of("type", "string"))))
                  .putAdditionalProperty("required", JsonValue.from(List.of("place")))
                  .build())
          .build();

  private final JsonNode job;
  private final ObjectNode seen = ObjectMappers.jsonMapper().createObjectNode();
  private final ArrayNode events;

  private Client(JsonNode job) {
    this.job = job;
    seen.put("id", job.get("id").asText());
    seen.putNull("message");
    events = seen.putArray("events");
    seen.putArray("headers");
    seen.putNull("error");
  }

  public static void main(String[] arguments) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var jobs = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode job = ObjectMappers.jsonMapper().readTree(line);
        jobs.submit(() -> System.out.println(new Client(job).run()));
      }
    }
    System.exit(0);
  }

  private JsonNode run() {
    AnthropicClient client = client();
    try {
      seen.set("message", json(answer(client)));
    } catch (Exception | StackOverflowError | AssertionError error) {
      seen.set("error", failure(error));
    } finally {
      client.close();
    }
    return seen;
  }

  private AnthropicClient client() {
    var builder =
        AnthropicOkHttpClient.builder()
            .apiKey(job.get("key").asText())
            .baseUrl(job.get("baseUrl").asText())
            .timeout(Duration.ofMillis(job.get("timeoutMs").asLong()))
            .maxRetries(job.get("retries").asInt());
    job.get("headers")
        .properties()
        .forEach(header -> builder.putHeader(header.getKey(), header.getValue().asText()));
    return builder.build();
  }

  private Object answer(AnthropicClient client) {
    return switch (job.get("mode").asText()) {
      case "plain" -> plain(client, body());
      case "events" -> {
        stream(client, body(), null);
        yield null;
      }
      case "stream" -> stream(client, body());
      case "tools" -> toolLoop(turn -> plain(client, turn));
      case "toolstream" -> toolLoop(turn -> stream(client, turn));
      case "count" -> count(client);
      case "models" -> models(client);
      default -> throw new IllegalArgumentException(job.toString());
    };
  }

  private MessageCreateParams.Builder body() {
    return MessageCreateParams.builder()
        .model(job.get("model").asText())
        .maxTokens(256)
        .addUserMessage(job.get("prompt").asText());
  }

  private Message plain(AnthropicClient client, MessageCreateParams.Builder body) {
    try (var response = client.messages().withRawResponse().create(body.build())) {
      seen.set("headers", namesOf(response.headers()));
      return response.parse();
    }
  }

  private Message stream(AnthropicClient client, MessageCreateParams.Builder body) {
    var accumulator = MessageAccumulator.create();
    stream(client, body, accumulator);
    return accumulator.message();
  }

  private void stream(
      AnthropicClient client, MessageCreateParams.Builder body, MessageAccumulator accumulator) {
    try (var response = client.messages().withRawResponse().createStreaming(body.build());
        var stream = response.parse()) {
      seen.set("headers", namesOf(response.headers()));
      stream.stream()
          .forEach(
              event -> {
                events.add(json(event).path("type").asText());
                if (accumulator != null) {
                  accumulator.accumulate(event);
                }
              });
    }
  }

  private Object count(AnthropicClient client) {
    var params =
        MessageCountTokensParams.builder()
            .model(job.get("model").asText())
            .addUserMessage(job.get("prompt").asText())
            .build();
    try (var response = client.messages().withRawResponse().countTokens(params)) {
      seen.set("headers", namesOf(response.headers()));
      return response.parse();
    }
  }

  private Object models(AnthropicClient client) {
    var params = ModelListParams.builder().limit(2).build();
    try (var response = client.models().withRawResponse().list(params)) {
      seen.set("headers", namesOf(response.headers()));
      return response.parse().data();
    }
  }

  /** Answers each tool call and goes on until the model stops asking for one. */
  private JsonNode toolLoop(Function<MessageCreateParams.Builder, Message> ask) {
    var body = body().addTool(WEATHER);
    for (int turn = 1; turn <= 5; turn++) {
      Message message = ask.apply(body);
      if (!message.stopReason().equals(Optional.of(StopReason.TOOL_USE))) {
        return ((ObjectNode) json(message)).put("turns", turn);
      }
      body.addMessage(message).addMessage(results(message));
    }
    throw new IllegalStateException("no end of tool calls");
  }

  /** The next user message, by way of JSON: the two versions name its builder differently. */
  private static MessageParam results(Message message) {
    List<ContentBlockParam> results =
        message.content().stream()
            .flatMap(block -> block.toolUse().stream())
            .map(ToolUseBlock::id)
            .map(id -> ToolResultBlockParam.builder().toolUseId(id).content("Rain.").build())
            .map(ContentBlockParam::ofToolResult)
            .toList();
    return ObjectMappers.jsonMapper()
        .convertValue(Map.of("role", "user", "content", results), MessageParam.class);
  }

  private static JsonNode failure(Throwable error) {
    ObjectNode failure = ObjectMappers.jsonMapper().createObjectNode();
    failure.put("class", error.getClass().getSimpleName());
    failure.put("message", error.getMessage());
    if (error instanceof AnthropicServiceException service) {
      Headers headers = service.headers();
      failure.put("status", service.statusCode());
      failure.put("type", service.errorType().map(Object::toString).orElse(null));
      failure.set("body", json(service.body()));
      failure.put("requestId", first(headers, "request-id"));
      failure.set("headers", namesOf(headers));
      failure.put("retryAfter", first(headers, "retry-after"));
      failure.put("shouldRetry", first(headers, "x-should-retry"));
    }
    return failure;
  }

  private static String first(Headers headers, String name) {
    return headers.values(name).stream().findFirst().orElse(null);
  }

  private static JsonNode namesOf(Headers headers) {
    var names = new TreeSet<String>();
    headers.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return json(names);
  }

  private static JsonNode json(Object value) {
    return ObjectMappers.jsonMapper().valueToTree(value);
  }
}
