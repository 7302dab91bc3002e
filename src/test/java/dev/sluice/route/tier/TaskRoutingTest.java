package dev.sluice.route.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.models.ModelCatalog;
import dev.sluice.price.PriceTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which model a conversation keeps, and when it changes. */
class TaskRoutingTest {
  private static final String OPUS = "claude-opus-4-6";
  private static final String SONNET = "claude-sonnet-4-6";
  private static final String HAIKU = "claude-haiku-4-5";
  private static final String EASY = "Translate to French: the cat sleeps.";
  private static final String ORDINARY = "Write a haiku about autumn rain.";
  private static final String HARD = "Prove that the square root of 2 is irrational.";
  private static final String TOOLS =
      "\"tools\":[{\"name\":\"read_file\",\"input_schema\":{\"type\":\"object\"}}],";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LATE = Duration.ofMinutes(6);

  private final ModelRouting routing = routing();

  private static ModelRouting routing() {
    return new ModelRouting(
        RoutingConfig.DEFAULT,
        new ModelRouting.Switches(true, true),
        ModelCatalog.bundled(),
        Prices.of(PriceTable.bundled()),
        InstantSource.fixed(Requests.START));
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":" + Requests.json(text) + "}";
  }

  private static String assistant(String text) {
    return "{\"role\":\"assistant\",\"content\":" + Requests.json(text) + "}";
  }

  private static String thinking(String text) {
    return "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\","
        + "\"signature\":\"c2ln\"},{\"type\":\"text\",\"text\":"
        + Requests.json(text)
        + "}]}";
  }

  private static String model(Choice choice) {
    return choice instanceof Choice.Rerouted rerouted ? rerouted.model() : "kept";
  }

  /** Sends the messages one after the other, as a client does; gives the model of each request. */
  private List<String> converse(String members, Duration pause, String... messages) {
    List<String> models = new ArrayList<>();
    Request before = null;
    Instant at = Requests.START;
    for (int i = 1; i <= messages.length; i += 2) {
      String[] upTo = Arrays.copyOf(messages, i);
      Request request =
          Requests.turn(Requests.call(Requests.body(OPUS, members, upTo)), at, before);
      models.add(model(routing.choose(request)));
      before = request;
      at = at.plus(pause);
    }
    return models;
  }

  @Test
  void within_a_task_it_only_goes_up() {
    List<String> models =
        converse(
            "",
            SOON,
            user(EASY),
            assistant("le chat"),
            user(ORDINARY),
            assistant("rain"),
            user(EASY),
            assistant("le chat"),
            user(HARD),
            assistant("so"),
            user(EASY));

    assertThat(models).containsExactly(HAIKU, SONNET, SONNET, "kept", "kept");
  }

  @Test
  void after_a_pause_a_new_task_begins() {
    List<String> models =
        converse(
            "", LATE, user(HARD), assistant("so"), user(EASY), assistant("le chat"), user(HARD));

    assertThat(models).containsExactly("kept", HAIKU, "kept");
  }

  @Test
  void thinking_in_the_conversation_binds_it_to_its_model() {
    List<String> down = converse("", LATE, user(HARD), thinking("so"), user(EASY));
    assertThat(down).containsExactly("kept", "kept");
  }

  @Test
  void results_of_tools_go_where_the_task_is() {
    String call =
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"read_file\","
            + "\"input\":{\"path\":\"a\"}}]}";
    String result =
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":"
            + "\"design debug deadlock\"}]}";

    assertThat(converse(TOOLS, SOON, user(EASY), call, result, assistant("ok"), user("Thanks!")))
        .containsExactly(SONNET, SONNET, SONNET);
  }

  @Test
  void failing_tools_escalate() {
    List<String> messages = new ArrayList<>(List.of(user(EASY)));
    for (int i = 0; i < 3; i++) {
      messages.add(
          "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t"
              + i
              + "\",\"name\":\"read_file\",\"input\":{\"path\":\""
              + i
              + "\"}}]}");
      messages.add(
          "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t"
              + i
              + "\",\"is_error\":true,\"content\":\"no\"}]}");
    }

    assertThat(converse(TOOLS, SOON, messages.toArray(String[]::new)))
        .containsExactly(SONNET, SONNET, SONNET, "kept");
  }

  @Test
  void the_same_call_again_and_again_escalates() {
    List<String> messages = new ArrayList<>(List.of(user(EASY)));
    for (int i = 0; i < 3; i++) {
      messages.add(
          "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t"
              + i
              + "\",\"name\":\"read_file\",\"input\":{\"path\":\"a\"}}]}");
      messages.add(
          "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t"
              + i
              + "\",\"content\":\"same\"}]}");
    }

    assertThat(converse(TOOLS, SOON, messages.toArray(String[]::new)))
        .containsExactly(SONNET, SONNET, SONNET, "kept");
  }

  @Test
  void a_large_warm_conversation_that_is_not_known_stays() {
    String large = "The cat sleeps and dreams of a fish in the river. ".repeat(3_000);
    Request before =
        Requests.turn(
            Requests.call(Requests.body(OPUS, "", user(large + HARD))), Requests.START, null);
    Call3 next = new Call3(user(large + HARD), assistant("so"), user(EASY));

    Choice warm = routing.choose(next.request(Requests.START.plus(SOON), before));
    Choice cold = routing().choose(next.request(Requests.START.plus(LATE), before));

    assertThat(model(warm)).isEqualTo("kept");
    assertThat(warm.reason()).startsWith("no saving");
    assertThat(model(cold)).isEqualTo(SONNET);
  }

  /** Three messages of a conversation. */
  private record Call3(String one, String two, String three) {
    Request request(Instant at, Request before) {
      return Requests.turn(Requests.call(Requests.body(OPUS, "", one, two, three)), at, before);
    }
  }

  @Test
  void a_warm_prefix_is_left_only_when_its_loss_is_earned_back() {
    String system = "\"system\":" + Requests.json("You are friendly. ".repeat(2_400)) + ",";
    List<String> models = new ArrayList<>();
    Instant at = Requests.START;
    models.add(model(at(system, HARD, at)));
    for (int i = 0; i < 6; i++) {
      at = at.plus(SOON);
      models.add(model(at(system, "Write a haiku about autumn rain and " + i + ".", at)));
    }

    assertThat(models.get(1)).isEqualTo("kept");
    assertThat(models.getLast()).isEqualTo(SONNET);
  }

  private Choice at(String system, String text, Instant at) {
    return routing.choose(Requests.turn(Requests.call(Requests.ask(OPUS, system, text)), at, null));
  }
}
