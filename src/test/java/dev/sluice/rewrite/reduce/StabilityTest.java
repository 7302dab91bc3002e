package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent once is sent with the same bytes for ever: else the provider's cache breaks. */
final class StabilityTest {
  private static final int TURNS = 40;
  private static final ReduceConfig OTHER =
      new ReduceConfig(
          new ReduceConfig.Duplicates(null, 5_000),
          new ReduceConfig.Boilerplate(null, List.of(new ReduceConfig.Rule("r", "Now", "", false))),
          new ReduceConfig.DiffFirst(null, "Another policy."),
          new ReduceConfig.Truncate(null, 200, 200, 200),
          ReduceConfig.Prune.DEFAULT,
          ReduceConfig.Compress.DEFAULT);

  @TempDir private Path data;

  @Test
  void forty_turns_keep_the_bytes_of_what_was_sent_before() {
    try (Bench bench = Bench.with(Bench.SMALL, Switches.ALL)) {
      List<String> sent = new ArrayList<>();
      Talk talk = start();
      for (int turn = 0; turn < TURNS; turn++) {
        sent.add(bench.send(talk.body()));
        goOn(talk, turn);
      }
      assertGrowing(sent);
      assertThat(sent.getLast().length()).isLessThan(talk.body().length() / 2);
    }
  }

  @Test
  void a_restart_at_every_turn_keeps_them_too() {
    List<String> sent = new ArrayList<>();
    Talk talk = start();
    for (int turn = 0; turn < TURNS; turn++) {
      try (Bench bench = Bench.with(data, Bench.SMALL, Switches.ALL)) {
        sent.add(bench.send(talk.body()));
        goOn(talk, turn);
      }
    }
    assertGrowing(sent);
  }

  @Test
  void other_settings_in_the_middle_change_only_what_is_new() {
    List<String> sent = new ArrayList<>();
    Talk talk = start();
    for (int turn = 0; turn < TURNS; turn++) {
      ReduceConfig config = turn % 2 == 0 ? Bench.SMALL : OTHER;
      Switches which = turn % 3 == 0 ? Switches.ALL : turn % 3 == 1 ? Switches.NONE : Bench.PRUNE;
      try (Bench bench = Bench.with(data, config, which)) {
        sent.add(bench.send(talk.body()));
        assertThat(bench.send(talk.body())).isEqualTo(sent.getLast());
        goOn(talk, turn);
      }
    }
    assertGrowing(sent);
  }

  @Test
  void a_marker_that_moves_and_a_string_that_becomes_a_block_are_no_change() {
    String file = Talk.file("a", 20);
    String again = "Again:\n```a\n" + file + "```";
    try (Bench bench = Bench.with(Bench.SMALL, Switches.ALL)) {
      bench.send(new Talk().userMarked("```a\n" + file + "```").body());
      String first =
          bench.send(
              new Talk().user("```a\n" + file + "```").assistant("ok").userMarked(again).body());
      String second =
          bench.send(
              new Talk()
                  .user("```a\n" + file + "```")
                  .assistant("ok")
                  .user(again)
                  .assistant("good")
                  .userMarked("bye")
                  .body());

      String pointer = "Again:\\n```a\\n[same file content as in message 1 above: a]\\n```";
      assertThat(first).contains("\"text\":\"" + pointer + "\",\"cache_control\"");
      assertThat(second).contains("\"content\":\"" + pointer + "\"");
    }
  }

  @Test
  void a_marker_in_a_result_is_no_change_wherever_it_stands() {
    String file = Talk.file("a", 20);
    String marker = "\"cache_control\":{\"type\":\"ephemeral\"}";
    String result =
        "{\"role\":\"user\",\"content\":[{%1\"type\": \"tool_result\", "
            + "\"tool_use_id\": \"toolu_2\",%2 \"content\": "
            + Talk.quoted(file)
            + "%3}]}";
    List<String> forms =
        List.of(
            result.replace("%1", marker + ", ").replace("%2", "").replace("%3", ""),
            result.replace("%1", "").replace("%2", " " + marker + ",").replace("%3", ""),
            result.replace("%1", "").replace("%2", "").replace("%3", ", " + marker),
            result.replace("%1", "").replace("%2", "").replace("%3", ""));
    try (Bench bench = Bench.with(Bench.SMALL, Bench.PRUNE)) {
      bench.send(new Talk().user("go").tool(file).body());
      for (String form : forms) {
        String sent = bench.send(new Talk().user("go").tool(file).use().raw(form).body());
        String later =
            bench.send(
                new Talk().user("go").tool(file).use().raw(form).assistant("a").user("b").body());
        assertThat(sent).contains("tool_result toolu_1 above");
        assertThat(later).startsWith(sent.substring(0, sent.length() - 2));
      }
    }
  }

  @Test
  void a_conversation_met_in_the_middle_keeps_what_was_before() {
    String file = Talk.file("a", 300);
    Talk talk = new Talk().tools(Talk.EDITOR).user("go").tool(file).tool(file);
    String before = talk.body();
    talk.tool(file);
    try (Bench bench = Bench.with(Bench.SMALL, Switches.ALL)) {
      String sent = bench.send(talk.body());

      assertThat(sent).startsWith(before.substring(0, before.length() - 2));
      assertThat(sent).endsWith("tool_result toolu_1 above]\"}]}]}");
    }
  }

  @Test
  void turns_that_went_past_sluice_stay_as_they_went() {
    String file = Talk.file("a", 20);
    Talk talk = new Talk().user("go").tool(file);
    try (Bench bench = Bench.with(Bench.SMALL, Bench.PRUNE)) {
      bench.send(talk.body());
      String before = talk.tool(file).body();
      talk.tool(file);

      String sent = bench.send(talk.body());

      assertThat(sent).startsWith(before.substring(0, before.length() - 2));
      assertThat(sent).endsWith("tool_result toolu_1 above]\"}]}]}");
    }
  }

  @Test
  void an_edited_past_is_another_conversation_from_there_on() {
    String file = Talk.file("a", 20);
    Talk talk = new Talk().user("go").tool(file);
    try (Bench bench = Bench.with(Bench.SMALL, Bench.PRUNE)) {
      bench.send(talk.body());
      String first = bench.send(talk.tool(file).body());
      String fork =
          new Talk().user("go").tool(file).assistant("No.").user("```\n" + file + "```").body();

      String sent = bench.send(fork);

      assertThat(sent).contains("lines 1-20 of the content of tool_result toolu_1 above");
      assertThat(bench.send(talk.body())).isEqualTo(first);
    }
  }

  @Test
  void models_that_bind_their_thinking_and_special_requests_get_what_was_asked() {
    String file = Talk.file("a", 20);
    try (Bench bound =
            new Bench(
                Reductions.open(null, Bench.SMALL, Switches.ALL), Bench.model(1_000_000, true));
        Bench free = Bench.with(Bench.SMALL, Switches.ALL)) {
      String plain =
          new Talk().tools(Talk.EDITOR).user("```\n" + file + "```\n```\n" + file + "```").body();
      assertThat(bound.send(plain)).isEqualTo(plain);
      for (String member :
          List.of(
              "\"thread\":{\"type\":\"create\"}",
              "\"fallback_credit_token\":\"t\"",
              "\"container\":\"c\"")) {
        String body = plain.replaceFirst("\"max_tokens\"", member + ",\"max_tokens\"");
        assertThat(free.send(body)).isEqualTo(body);
      }
      assertThat(free.send(plain)).isNotEqualTo(plain);
    }
  }

  @Test
  void nothing_runs_where_nothing_is_on_and_nothing_was_decided() {
    try (Reductions none = Reductions.open(data, Bench.SMALL, Switches.NONE)) {
      assertThat(none.rewrites()).isEmpty();
    }
  }

  private static Talk start() {
    return new Talk()
        .system("[{\"type\":\"text\",\"text\":\"You are a coder.\"}]")
        .tools(Talk.EDITOR)
        .user("<|im_start|>user\nNow go.\n<|im_end|>\n```a\n" + Talk.file("a", 30) + "```");
  }

  private static void goOn(Talk talk, int turn) {
    switch (turn % 4) {
      case 0 -> talk.tool(Talk.file("a", 30));
      case 1 -> talk.tool(Talk.file("b" + turn, 200));
      case 2 ->
          talk.assistant(Talk.file("said" + turn, 60))
              .user("Now this.\n```a\n" + Talk.file("a", 30) + "```\nPlease");
      default -> talk.tool(Talk.file("b" + (turn - 2), 200));
    }
  }

  private static void assertGrowing(List<String> sent) {
    for (int i = 1; i < sent.size(); i++) {
      String before = sent.get(i - 1);
      assertThat(sent.get(i)).startsWith(before.substring(0, before.length() - 2));
    }
  }
}
