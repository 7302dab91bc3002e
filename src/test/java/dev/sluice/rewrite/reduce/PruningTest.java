package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.price.Mechanisms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spec seeds section 7, item 37, and what a cut must keep. */
final class PruningTest {
  private static final String LEFT_OUT = "{\"role\":\"user\",\"content\":\"[Sluice left out ";

  @Test
  void the_oldest_turns_go_whole_and_the_task_stays() {
    Talk talk = new Talk().user("The task.");
    try (Bench bench = Bench.window(6_000, Bench.SMALL)) {
      String sent = "";
      for (int i = 0; i < 20; i++) {
        sent = bench.send(talk.tool(Talk.file("f" + i, 15)).body());
      }

      assertThat(sent)
          .contains("{\"role\":\"user\",\"content\":\"The task.\"}," + LEFT_OUT)
          .doesNotContain("compute(\\\"f0")
          .contains("compute(\\\"f19");
      assertThat(sent.split("tool_use_id", -1)).hasSameSizeAs(sent.split("\"tool_use\"", -1));
      assertThat(bench.claimed(Mechanisms.PRUNE)).isPositive();
    }
  }

  @Test
  void a_cut_stays_where_it_is_until_the_next_one_is_needed() {
    Talk talk = new Talk().user("The task.");
    List<String> sent = new ArrayList<>();
    try (Bench bench = Bench.window(6_000, Bench.SMALL)) {
      for (int i = 0; i < 60; i++) {
        sent.add(bench.send(talk.tool(Talk.file("f" + i, 15)).body()));
      }
    }
    int breaks = 0;
    for (int i = 1; i < sent.size(); i++) {
      String before = sent.get(i - 1);
      breaks += sent.get(i).startsWith(before.substring(0, before.length() - 2)) ? 0 : 1;
    }
    assertThat(breaks).isBetween(3, 15);
  }

  @Test
  void what_pointed_to_something_that_is_gone_stands_there_in_full_again() {
    String file = Talk.file("a", 15).strip();
    Talk talk = new Talk().user("The task.").tool(file);
    try (Bench bench = Bench.window(6_000, Bench.SMALL)) {
      bench.send(talk.body());
      for (int i = 0; i < 16; i++) {
        talk.tool(i % 4 == 3 ? file : Talk.file("f" + i, 15));
        String sent = bench.send(talk.body());

        if (sent.contains("toolu_1 above")) {
          assertThat(sent).contains(Talk.quoted(file));
        }
      }
      String last = bench.send(talk.body());
      assertThat(last).contains(LEFT_OUT).contains(Talk.quoted(file));
      assertThat(last.split("compute\\(.\"a.\", 0\\)", -1).length).isGreaterThan(1);
    }
  }

  @Test
  void a_task_that_alone_is_too_long_goes_when_a_later_one_is_there() {
    Talk talk = new Talk().user(Talk.file("big", 350));
    try (Bench bench = Bench.window(6_000, Bench.SMALL)) {
      for (int i = 0; i < 6; i++) {
        talk.assistant("ok").user("Question " + i);
      }
      String sent = bench.send(talk.body());

      assertThat(sent).contains("\"messages\":[" + LEFT_OUT + "the first ").contains("Question 5");
    }
  }

  @Test
  void adversarial_histories_end_in_no_cut() {
    Talk uses = new Talk().user("go");
    for (int i = 0; i < 400; i++) {
      uses.use();
    }
    Talk assistants = new Talk();
    for (int i = 0; i < 300; i++) {
      assistants.assistant(Talk.file("a" + i, 3));
    }
    Talk system = new Talk().user("go");
    for (int i = 0; i < 100; i++) {
      system.raw("{\"role\":\"system\",\"content\":\"" + "word ".repeat(100) + "\"}");
    }
    List<String> bodies =
        List.of(
            uses.body(),
            assistants.body(),
            system.body(),
            new Talk().user(Talk.file("one", 2_000)).body(),
            "{\"messages\":[" + "{\"content\":null},".repeat(2_000) + "{\"role\":\"user\"}]}",
            "{\"messages\":[[],1,\"x\",{\"role\":\"user\",\"content\":[1,[],\"x\"]}]}",
            "{\"messages\":[]}");
    try (Bench bench = Bench.window(2_000, Bench.SMALL)) {
      for (String body : bodies) {
        assertThat(bench.send(body)).isEqualTo(body);
        assertThat(bench.send(body)).isEqualTo(body);
      }
    }
  }

  @Test
  void messages_of_nothing_end_in_a_cut_that_stays() {
    String body = "{\"messages\":[" + "{\"role\":\"user\",\"content\":[]},".repeat(2_000) + "{}]}";
    try (Bench bench = Bench.window(2_000, Bench.SMALL)) {
      String sent = bench.send(body);

      assertThat(sent).startsWith("{\"messages\":[{\"role\":\"user\",\"content\":[]}," + LEFT_OUT);
      assertThat(bench.send(body)).isEqualTo(sent);
    }
  }

  @Test
  void a_system_message_among_the_others_is_not_left_out() {
    Talk talk = new Talk().user("The task.");
    try (Bench bench = Bench.window(6_000, Bench.SMALL)) {
      String sent = "";
      for (int i = 0; i < 20; i++) {
        if (i == 2) {
          talk.raw("{\"role\":\"system\",\"content\":\"From now on, French.\"}");
        }
        sent = bench.send(talk.tool(Talk.file("f" + i, 15)).body());
        assertThat(sent.contains("French")).isEqualTo(i >= 2);
      }
      assertThat(sent).contains("left out 2 messages").contains("compute(\\\"f1");
    }
  }

  @Test
  void an_image_counts_as_an_image_and_not_as_text() {
    String image =
        "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\","
            + "\"media_type\":\"image/png\",\"data\":\""
            + "iVBORw0KGgo".repeat(3_000)
            + "\"}}]}";
    Talk talk = new Talk().user("go").assistant("yes").raw(image).assistant("I see").user("And?");
    talk.assistant("a").user("b").assistant("c").user("d");
    try (Bench bench = Bench.window(4_000, Bench.SMALL)) {
      assertThat(bench.send(talk.body())).isEqualTo(talk.body());
    }
  }

  @Test
  void a_model_of_unknown_window_is_never_pruned() {
    Talk talk = new Talk().user("go");
    for (int i = 0; i < 50; i++) {
      talk.tool(Talk.file("f" + i, 15));
    }
    try (Bench bench = Bench.window(0, Bench.SMALL)) {
      assertThat(bench.send(talk.body())).isEqualTo(talk.body());
    }
  }
}
