package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import dev.sluice.sim.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The provider takes what is sent wherever it would have taken what was asked. */
final class SimulatorAcceptsTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Simulator simulator;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimOptions.DEFAULT);
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void random_conversations_are_taken_as_before_and_keep_their_beginning() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      long window = random.nextBoolean() ? 3_000 : 1_000_000;
      try (Bench bench =
          new Bench(Reductions.open(null, Bench.SMALL, Switches.ALL), Bench.model(window, false))) {
        conversation(bench, random, window > 3_000);
      }
    }
  }

  private static void conversation(Bench bench, Random random, boolean grows) {
    RandomTalk talk = new RandomTalk(random);
    String before = "";
    for (int turn = 0; turn < 8; turn++) {
      String asked = talk.next();
      String sent = bench.send(asked);

      JsonNode direct = post(asked);
      JsonNode reduced = post(sent);
      assertThat(reduced.path("error").toString()).isEqualTo(direct.path("error").toString());
      if (grows) {
        assertThat(sent).startsWith(before);
        before = sent.substring(0, sent.length() - 2);
      }
    }
  }

  @Test
  void an_editor_that_sends_its_files_again_pays_a_third_less_than_with_caching_alone() {
    Talk talk =
        new Talk()
            .member("\"cache_control\":{\"type\":\"ephemeral\"}")
            .system("\"" + "You help with code. ".repeat(400) + "\"");
    long alone = 0;
    long reduced = 0;
    try (Bench bench =
        Bench.with(ReduceConfig.DEFAULT, new Switches(true, false, false, false, false))) {
      for (int turn = 0; turn < 12; turn++) {
        talk.user(question(turn));
        alone += tokens(post(talk.body()));
        reduced += tokens(post(bench.send(talk.body())));
        talk.assistant("Done, as you asked in step " + turn + ".");
      }
    }
    System.out.println("input tokens: " + alone + " with caching alone, " + reduced + " reduced");
    assertThat(reduced).isLessThan(alone * 7 / 10);
  }

  /** Each turn all open files; one of them has changed since the turn before. */
  private static String question(int turn) {
    StringBuilder text = new StringBuilder("Please do step " + turn + ".\n");
    for (int file = 0; file < 6; file++) {
      int version = file == 0 ? turn : 0;
      text.append("```java src/File").append(file).append(".java\n");
      text.append(Talk.file(file + "v" + version, 60)).append("```\n");
    }
    return text.toString();
  }

  private static long tokens(JsonNode reply) {
    JsonNode usage = reply.path("usage");
    return usage.path("input_tokens").asLong()
        + usage.path("cache_creation_input_tokens").asLong()
        + usage.path("cache_read_input_tokens").asLong();
  }

  private static JsonNode post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.address() + "/v1/messages"))
            .header("x-api-key", "sk-ant-test")
            .header("anthropic-version", "2023-06-01")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return Json.parse(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed.toString(), failed);
    }
  }
}
