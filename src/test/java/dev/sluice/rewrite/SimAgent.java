package dev.sluice.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.exchange.ModelClient;
import dev.sluice.message.Replay;
import dev.sluice.message.Usage;
import dev.sluice.models.ModelFacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent that works with the simulated provider in one long conversation, each turn with a call
 * of a tool and its result, through one rewrite. One thread.
 */
public final class SimAgent {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI sim;
  private final ModelFacts model;
  private final Habit habit;
  private final boolean stream;
  private final ArrayNode messages = JSON.createArrayNode();
  private final List<String> sent = new ArrayList<>();
  private Supplier<Rewrite> rewrite;
  private ModelClient client = LongTalk.NOBODY;
  private boolean marks;
  private int turn;

  /** What a client does to compaction blocks. */
  public enum Habit {
    /** Sends them back. */
    ECHOES,
    /** Keeps texts and calls only. */
    DROPS,
    /** Passes over the delta, as SDKs do. */
    BREAKS,
    /** Adds a member of its own. */
    DECORATES
  }

  /** What came of one turn. */
  public record Done(int status, String body, Edit edit) {}

  public SimAgent(
      URI sim, ModelFacts model, Habit habit, boolean stream, Supplier<Rewrite> rewrite) {
    this.sim = sim;
    this.model = model;
    this.habit = habit;
    this.stream = stream;
    this.rewrite = rewrite;
  }

  /** Goes on with another rewrite, as after a restart. */
  public void through(Supplier<Rewrite> other) {
    rewrite = other;
  }

  /** Lets the provider cache the prompt. */
  public SimAgent marking() {
    marks = true;
    return this;
  }

  /** Has a model to ask. */
  public SimAgent asking(ModelClient other) {
    client = other;
    return this;
  }

  /** The bodies that were sent. */
  public List<String> sent() {
    return sent;
  }

  /** The conversation as the client has it. */
  public ArrayNode messages() {
    return messages;
  }

  /** One turn with a result of so many words. */
  public Done turn(int words, String... headers) {
    ask(words);
    Draft draft = LongTalk.draft(body(), model, client, headers);
    Edit edit = rewrite.get().rewrite(draft);
    byte[] body = edit.splices().apply(draft.body().bytes());
    sent.add(new String(body, UTF_8));
    HttpResponse<byte[]> reply = post(sim, "/v1/messages", body, String.join(",", edit.betas()));
    if (reply.statusCode() == 200) {
      Afterwards afterwards = edit.afterwards();
      if (afterwards != null && afterwards.wantsContent()) {
        afterwards.content(stream, reply.body());
      }
      answer(reply.body());
    }
    return new Done(reply.statusCode(), new String(reply.body(), UTF_8), edit);
  }

  private void ask(int words) {
    turn++;
    ObjectNode user = messages.addObject().put("role", "user");
    if (turn == 1) {
      user.put("content", "Find the fault in the parser. " + LongTalk.words(turn, words));
    } else {
      user.putArray("content")
          .addObject()
          .put("type", "tool_result")
          .put("tool_use_id", "toolu_" + (turn - 1))
          .put("content", LongTalk.words(turn, words));
    }
  }

  private String body() {
    ObjectNode body = JSON.createObjectNode().put("model", model.id()).put("max_tokens", 500);
    body.put("system", "You are a careful agent.").put("stream", stream);
    if (marks) {
      body.putObject("cache_control").put("type", "ephemeral");
    }
    body.putArray("tools")
        .addObject()
        .put("name", "read")
        .putObject("input_schema")
        .put("type", "object");
    body.putObject("tool_choice").put("type", "none");
    body.set("messages", messages);
    return JSON.writeValueAsString(body);
  }

  private void answer(byte[] reply) {
    byte[] message = stream ? Objects.requireNonNull(Replay.message(reply)) : reply;
    ArrayNode content = JSON.createArrayNode();
    for (JsonNode block : JSON.readTree(message).path("content")) {
      keep(content, block.asObject());
    }
    content
        .addObject()
        .put("type", "tool_use")
        .put("id", "toolu_" + turn)
        .put("name", "read")
        .putObject("input")
        .put("path", "src/Parser" + turn + ".java");
    messages.addObject().put("role", "assistant").set("content", content);
  }

  private void keep(ArrayNode content, ObjectNode block) {
    boolean compaction = block.path("type").asString("").equals("compaction");
    if (!compaction || habit == Habit.ECHOES) {
      content.add(block);
      return;
    }
    switch (habit) {
      case BREAKS -> content.addObject().put("type", "compaction").putNull("content");
      case DECORATES -> content.add(block.put("index", 0));
      case DROPS, ECHOES -> {}
    }
  }

  /** Posts to the simulator. */
  public static HttpResponse<byte[]> post(URI sim, String path, byte[] body, String betas) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sim + path))
            .header("x-api-key", "sk-ant-test")
            .header("anthropic-version", "2023-06-01")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!betas.isEmpty()) {
      request.header("anthropic-beta", betas);
    }
    return sent(request.build());
  }

  private static HttpResponse<byte[]> sent(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed.toString(), failed);
    }
  }

  /** The simulator's bill. */
  public static JsonNode bill(URI sim) {
    return JSON.readTree(
        sent(HttpRequest.newBuilder(URI.create(sim + "/__sim/bill")).build()).body());
  }

  /** Forgets the bill and everything else. */
  public static void reset(URI sim) {
    post(sim, "/__sim/reset", new byte[0], "");
  }

  /** Asks models of the simulator, as the gateway would. */
  public static ModelClient models(URI sim) {
    return ask -> {
      HttpResponse<byte[]> reply = post(sim, "/v1/messages", ask.body(), "");
      if (reply.statusCode() != 200) {
        throw new ModelClient.AskFailed(new String(reply.body(), UTF_8));
      }
      JsonNode message = JSON.readTree(reply.body());
      StringBuilder text = new StringBuilder();
      message.path("content").forEach(block -> text.append(block.path("text").asString("")));
      JsonNode usage = message.path("usage");
      return new ModelClient.Answer(
          message.path("model").asString(""),
          text.toString(),
          new Usage(
              usage.path("input_tokens").asLong(0),
              0,
              0,
              0,
              usage.path("output_tokens").asLong(0),
              0,
              Usage.ServerTools.NONE,
              Usage.Tariff.STANDARD,
              List.of(),
              false));
    };
  }
}
