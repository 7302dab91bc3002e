package dev.sluice.rewrite.breakpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Usage;
import dev.sluice.rewrite.Edit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program costs of which nothing is known, on the simulator's bill. */
final class UnknownProgramsTest {
  private static final String MODEL = "claude-sonnet-5-5";
  private static final Duration SOON = Duration.ofSeconds(3);

  private final Rig without = new Rig();
  private Rig with = new Rig();
  private int paid;

  private double dearer() {
    return with.cost / (double) without.cost - 1;
  }

  private void both(Talk talk) {
    both(talk.body());
  }

  private void both(byte[] body) {
    with.after(SOON).through(body);
    without.after(SOON).direct(body);
    paid += with.last.write5m() + with.last.write1h() > 0 ? 1 : 0;
  }

  /** One that shares nothing with another, tools included. */
  private static Talk oneShot(int number) {
    Talk talk = new Talk(MODEL).system(Talk.words(1_500, number)).tools(6, number);
    return talk.user(Talk.words(700, 1_000 + number));
  }

  @Test
  void one_shots_with_tools_pay_for_one_write_that_nobody_reads() {
    for (int i = 0; i < 20; i++) {
      both(oneShot(i));
    }

    assertThat(paid).isEqualTo(1);
    assertThat(dearer()).isBetween(0.0, 0.02);
  }

  @Test
  void five_hundred_one_shots_with_tools_cost_next_to_nothing_more() {
    for (int i = 0; i < 500; i++) {
      both(oneShot(i));
    }

    assertThat(dearer()).isLessThan(0.001);
  }

  @Test
  void a_restart_after_every_fourth_one_shot_does_not_make_them_pay_again(@TempDir Path folder) {
    with = new Rig(MODEL, PromptCacheConfig.DEFAULT, LearnedFile.open(folder));
    for (int i = 0; i < 24; i++) {
      both(oneShot(i));
      if (i % 4 == 3) {
        with.restart(folder);
      }
    }

    assertThat(paid).isEqualTo(1);
    assertThat(dearer()).isBetween(0.0, 0.02);
  }

  @Test
  void tools_that_change_all_the_time_do_not_pay_again_after_each_restart(@TempDir Path folder) {
    with = new Rig(MODEL, PromptCacheConfig.DEFAULT, LearnedFile.open(folder));
    Talk talk = new Talk(MODEL).system(Talk.words(1_500, 1)).user(Talk.words(1_000, 2));
    for (int i = 0; i < 24; i++) {
      both(talk.tools(4 + i % 7));
      talk.assistant("Next.").user(Talk.words(100, i));
      if (i % 8 == 7) {
        with.restart(folder);
      }
    }

    assertThat(dearer()).isLessThan(0.02);
  }

  @Test
  void an_agent_keeps_its_markers_through_restarts(@TempDir Path folder) {
    with = new Rig(MODEL, PromptCacheConfig.DEFAULT, LearnedFile.open(folder));
    Talk talk = new Talk(MODEL).system(Talk.words(2_000, 1)).tools(12).user("Mend the parser.");
    for (int turn = 0; turn < 40; turn++) {
      both(talk);
      talk.uses(1, 400);
      if (turn % 8 == 7) {
        with.restart(folder);
      }
    }

    assertThat(dearer()).isLessThan(-0.80);
  }

  @Test
  void a_write_that_was_refused_is_no_trial() {
    byte[] body = oneShot(1).body();
    Edit edit = with.edit(body, with.turn(body));

    requireNonNull(edit.afterwards()).ended(Usage.NONE, 529);
    both(oneShot(2).body());

    assertThat(paid).isEqualTo(1);
  }

  @Test
  void programs_that_each_have_another_name_do_not_pay_one_by_one() {
    for (int i = 0; i < 24; i++) {
      with.agent = "program" + i + "/1.0";
      both(oneShot(i));
    }

    assertThat(paid).isEqualTo(1);
    assertThat(dearer()).isBetween(0.0, 0.02);
  }

  @Test
  void a_new_version_of_a_program_is_no_unknown_one() {
    for (int i = 0; i < 24; i++) {
      with.agent = "program/1.0." + i;
      both(oneShot(i));
    }

    assertThat(paid).isEqualTo(1);
  }

  @Test
  void chats_of_two_turns_pay_for_one_write() {
    for (int i = 0; i < 12; i++) {
      Talk talk = new Talk(MODEL).system("Help.").user(Talk.words(2_000, i));
      both(talk);
      both(talk.assistant("Surely.").user("Thanks."));
    }

    assertThat(paid).isEqualTo(1);
    assertThat(dearer()).isBetween(0.0, 0.02);
  }

  @Test
  void calls_with_a_made_up_past_pay_for_one_write() {
    for (int i = 0; i < 20; i++) {
      Talk talk = new Talk(MODEL).system("Judge.").user(Talk.words(2_000, i));
      both(talk.assistant(Talk.words(200, i)).user("Grade it."));
    }

    assertThat(paid).isEqualTo(1);
    assertThat(dearer()).isBetween(0.0, 0.02);
  }

  @Test
  void explained_examples_that_differ_each_time_pay_for_one_write() {
    for (int i = 0; i < 20; i++) {
      Talk talk = new Talk(MODEL).system("Answer.");
      for (int k = 0; k < 4; k++) {
        talk.user(Talk.words(400, 10 * i + k)).assistant(Talk.words(90, 10 * i + k));
      }
      both(talk.user("And this?"));
    }

    assertThat(paid).isEqualTo(1);
    assertThat(dearer()).isBetween(0.0, 0.02);
  }

  @Test
  void whatever_a_program_mixes_it_is_not_two_percent_dearer() {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      for (int i = 0; i < 60; i++) {
        Talk talk = oneShot(10_000 * seed + random.nextInt(200));
        for (int turn = random.nextInt(4); turn >= 0; turn--) {
          both(talk);
          talk.uses(1, random.nextInt(300));
          talk = turn == 1 && random.nextBoolean() ? oneShot(7_000 + i) : talk;
        }
      }
      assertThat(dearer()).as("seed %d", seed).isLessThan(0.02);
      with = new Rig();
      with.now = without.now;
      without.cost = 0;
    }
  }

  @Test
  void a_long_first_request_is_written_up_to_its_system_prompt_only() {
    Talk large = new Talk(MODEL).system(Talk.words(1_500, 1)).tools(6);
    both(large.user(Talk.words(20_000, 2)));
    for (int i = 0; i < 23; i++) {
      both(oneShot(100 + i));
    }

    assertThat(dearer()).isBetween(0.0, 0.02);
  }

  @Test
  void an_agent_is_marked_from_its_second_request_whatever_another_program_has_tried() {
    with.agent = "batch/1.0";
    both(oneShot(1));
    with.agent = "agent/1.0";
    Talk talk = new Talk(MODEL).system("Help.").tools(2).user(Talk.words(4_000, 7));
    both(talk);
    both(talk.uses(1, 400));
    both(talk.uses(1, 400));

    assertThat(with.last.read()).isGreaterThan(4_000);
  }

  @Test
  void the_first_request_with_tools_is_marked_at_once() {
    byte[] body = oneShot(1).body();

    String sent = new String(with.through(body), StandardCharsets.UTF_8);

    assertThat(sent)
        .startsWith("{\"cache_control\"")
        .contains("\"cache_control\":{\"type\":\"ephemeral\"}}]");
    assertThat(with.last.write5m()).isPositive();
  }

  @Test
  void an_agent_is_known_by_its_second_request_after_a_batch_of_one_shots() {
    for (int i = 0; i < 30; i++) {
      both(oneShot(i));
    }
    with.cost = 0;
    without.cost = 0;
    Talk talk = oneShot(99);
    for (int turn = 0; turn < 40; turn++) {
      both(talk);
      assertThat(turn < 2 || with.last.read() > 0).as("turn %d", turn).isTrue();
      talk.uses(1, 400);
    }

    assertThat(dearer()).isLessThan(-0.80);
  }

  @Test
  void what_was_written_is_read_though_the_conversation_is_not_thought_to_go_on() {
    for (int i = 0; i < 12; i++) {
      Talk talk = oneShot(i);
      both(talk);
      both(talk.uses(1, 900));
      assertThat(i == 1 || with.last.read() > 3_000).as("talk %d", i).isTrue();
    }

    assertThat(paid).as("each beginning and one end").isBetween(12, 13);
    assertThat(dearer()).isLessThan(-0.2);
  }
}
