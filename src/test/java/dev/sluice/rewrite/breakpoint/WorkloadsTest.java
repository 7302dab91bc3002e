package dev.sluice.rewrite.breakpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.json.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What whole conversations cost on the simulator's bill, with and without the mechanism. */
final class WorkloadsTest {
  private static final String MODEL = "claude-sonnet-5-5";
  private static final Duration TURN = Duration.ofSeconds(20);

  private final Rig with = new Rig();
  private final Rig without = new Rig();

  private double saved() {
    return 1 - with.cost / (double) without.cost;
  }

  private void both(byte[] body, Duration gap) {
    with.after(gap).through(body);
    without.after(gap).direct(body);
  }

  @Test
  void a_tool_loop_of_forty_turns_costs_what_it_costs_with_markers_set_by_hand() {
    Rig byHand = new Rig();
    Talk talk = new Talk(MODEL).system(Talk.words(2_000, 1)).tools(12).user("Mend the parser.");
    for (int turn = 0; turn < 40; turn++) {
      both(talk.body(), TURN);
      byHand.after(TURN).direct(marked(talk));
      talk.uses(1, 400);
    }

    double best = 1 - byHand.cost / (double) without.cost;
    System.out.printf("loop: saved %.4f, by hand %.4f%n", saved(), best);
    assertThat(saved()).isGreaterThan(0.80);
    assertThat(saved()).isGreaterThan(0.95 * best);
  }

  private static byte[] marked(Talk talk) {
    ObjectNode copy = talk.request().deepCopy();
    String system = copy.path("system").stringValue();
    ObjectNode block = copy.putArray("system").addObject().put("type", "text").put("text", system);
    block.putObject("cache_control").put("type", "ephemeral");
    copy.putObject("cache_control").put("type", "ephemeral");
    return Json.bytes(copy);
  }

  @Test
  void an_interview_of_25_turns_is_at_least_65_percent_cheaper() {
    Talk talk = new Talk(MODEL).system(Talk.words(1_200, 2)).user("Hello, shall we begin?");
    for (int turn = 0; turn < 25; turn++) {
      both(talk.body(), Duration.ofSeconds(45));
      talk.assistant(Talk.words(150, turn)).user(Talk.words(80, 100 + turn));
    }

    System.out.printf("interview: saved %.4f%n", saved());
    assertThat(saved()).isGreaterThan(0.65);
  }

  @Test
  void an_interview_with_pauses_of_seven_minutes_is_kept_for_an_hour() {
    Talk talk = new Talk(MODEL).system(Talk.words(1_200, 2)).user("Hello, shall we begin?");
    for (int turn = 0; turn < 25; turn++) {
      both(talk.body(), Duration.ofMinutes(7));
      talk.assistant(Talk.words(150, turn)).user(Talk.words(80, 100 + turn));
    }

    System.out.printf("slow interview: saved %.4f%n", saved());
    assertThat(with.sum.write1h()).isPositive();
    assertThat(saved()).isGreaterThan(0.5);
  }

  @Test
  void five_hundred_one_shots_with_one_system_prompt_are_cheaper() {
    for (int i = 0; i < 500; i++) {
      Talk talk = new Talk(MODEL).system(Talk.words(900, 3)).user(Talk.words(40, i));
      both(talk.body(), Duration.ofSeconds(2));
    }

    System.out.printf("one-shots, shared: saved %.4f%n", saved());
    assertThat(saved()).isGreaterThan(0.5);
  }

  @Test
  void five_hundred_one_shots_that_share_nothing_cost_the_same() {
    for (int i = 0; i < 500; i++) {
      Talk talk = new Talk(MODEL).system(Talk.words(900, i)).user(Talk.words(900, 1_000 + i));
      both(talk.body(), Duration.ofSeconds(2));
    }

    assertThat(with.cost).isEqualTo(without.cost);
  }

  @Test
  void structured_one_shots_that_share_nothing_soon_stop_paying() {
    for (int i = 0; i < 500; i++) {
      Talk talk = new Talk("claude-sonnet-5").system(Talk.words(1_500, i)).tools(2);
      talk.user(Talk.words(900, 1_000 + i));
      talk.request().putObject("tool_choice").put("type", "tool").put("name", "tool_0");
      both(talk.body().clone(), Duration.ofSeconds(2));
    }

    System.out.printf("one-shots, nothing shared, tools: saved %.4f%n", saved());
    assertThat(saved()).isGreaterThan(-0.01);
  }

  @Test
  void few_shot_examples_are_not_taken_for_a_conversation() {
    for (int i = 0; i < 200; i++) {
      Talk talk = new Talk(MODEL).user(Talk.words(300, 1)).assistant("spam");
      talk.user(Talk.words(300, 2)).assistant("ham").user(Talk.words(300, 1_000 + i));
      both(talk.body(), Duration.ofSeconds(2));
    }

    assertThat(with.cost).isLessThanOrEqualTo(without.cost);
  }

  @Test
  void a_clock_in_the_system_prompt_costs_next_to_nothing() {
    Talk talk = new Talk(MODEL).user(Talk.words(700, 5));
    for (int turn = 0; turn < 40; turn++) {
      talk.system(Talk.words(1_500, 4) + " It is 09:" + (10 + turn) + ".");
      both(talk.body(), TURN);
      talk.assistant(Talk.words(150, turn)).user(Talk.words(80, 100 + turn));
    }

    System.out.printf("clock: saved %.4f%n", saved());
    assertThat(saved()).isGreaterThan(-0.02);
  }

  @Test
  void a_clock_behind_tools_still_leaves_the_tools() {
    Talk talk = new Talk(MODEL).tools(14).user(Talk.words(300, 5));
    for (int turn = 0; turn < 40; turn++) {
      talk.system(Talk.words(1_500, 4) + " It is 09:" + (10 + turn) + ".");
      both(talk.body(), TURN);
      talk.uses(1, 200);
    }

    System.out.printf("clock, tools: saved %.4f, read %d%n", saved(), with.sum.read());
    assertThat(saved()).isPositive();
    assertThat(with.sum.read()).isPositive();
  }

  @Test
  void a_clock_behind_short_tools_costs_at_most_two_percent() {
    Talk talk = new Talk(MODEL).tools(2).user(Talk.words(300, 5));
    for (int turn = 0; turn < 40; turn++) {
      talk.system(Talk.words(1_500, 4) + " It is 09:" + (10 + turn) + ".");
      both(talk.body(), TURN);
      talk.uses(1, 200);
    }

    System.out.printf("clock, short tools: saved %.4f%n", saved());
    assertThat(saved()).isGreaterThan(-0.02);
  }

  @Test
  void turns_that_add_many_blocks_are_found_again() {
    Talk talk = new Talk(MODEL).system(Talk.words(2_000, 1)).tools(4).user("Go.");
    for (int turn = 0; turn < 6; turn++) {
      both(talk.body(), TURN);
      if (turn > 0) {
        assertThat(with.last.input() + with.last.write5m())
            .as("fresh in turn %d", turn)
            .isLessThan(3_600);
      }
      talk.assistant("Yes?");
      ObjectNode message = talk.messages().addObject().put("role", "user");
      ArrayNode content = message.putArray("content");
      for (int i = 0; i < 30; i++) {
        content.addObject().put("type", "text").put("text", Talk.words(60, turn * 100 + i));
      }
    }

    assertThat(saved()).isGreaterThan(0.4);
  }

  @Test
  void a_note_at_the_end_that_changes_each_turn_is_not_written() {
    Talk talk = new Talk(MODEL).system(Talk.words(1_500, 1)).tools(8).user("Mend the parser.");
    for (int turn = 0; turn < 40; turn++) {
      ObjectNode request = talk.request().deepCopy();
      request.withArray("messages").addObject().put("role", "user").put("content", "Turn " + turn);
      both(Json.bytes(request), TURN);
      talk.uses(1, 300);
    }

    System.out.printf("note: saved %.4f%n", saved());
    assertThat(saved()).isGreaterThan(0.7);
  }

  @Test
  void a_client_that_sets_its_own_markers_pays_the_same_to_the_token() {
    Talk talk = new Talk(MODEL).system(Talk.words(2_000, 1)).tools(12).user("Mend the parser.");
    for (int turn = 0; turn < 20; turn++) {
      byte[] body = marked(talk);
      byte[] sent = with.after(TURN).through(body);
      without.after(TURN).direct(body);
      assertThat(sent).isSameAs(body);
      talk.uses(1, 400);
    }

    assertThat(with.sum).isEqualTo(without.sum);
  }

  @Test
  void an_agent_beside_a_batch_of_one_shots_keeps_its_markers() {
    for (int i = 0; i < 60; i++) {
      Talk shot = new Talk(MODEL).system(Talk.words(900, i)).tools(3).user(Talk.words(600, i));
      both(shot.body(), Duration.ofSeconds(1));
    }
    long spent = with.cost - without.cost;
    Talk talk = new Talk(MODEL).system(Talk.words(2_000, 1)).tools(12).user("Mend the parser.");
    with.cost = 0;
    without.cost = 0;
    for (int turn = 0; turn < 40; turn++) {
      both(talk.body(), TURN);
      Talk shot =
          new Talk(MODEL).system(Talk.words(900, turn)).tools(3).user(Talk.words(600, turn));
      with.through(shot.body());
      without.direct(shot.body());
      talk.uses(1, 400);
    }

    System.out.printf("beside a batch: saved %.4f, batch cost more by %d%n", saved(), spent);
    assertThat(saved()).isGreaterThan(0.6);
  }
}
