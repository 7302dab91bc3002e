package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import org.junit.jupiter.api.Test;

final class DuplicatesTest {
  private static final Switches ONLY = new Switches(true, false, false, false, false);
  private static final String FILE = Talk.file("a", 20).strip();

  private final Bench bench = Bench.with(Bench.SMALL, ONLY);

  @Test
  void a_second_copy_of_a_tool_result_points_to_the_first() {
    Talk talk = new Talk().user("go").tool(FILE);
    bench.send(talk.body());
    String before = talk.tool(FILE).body();

    String sent = bench.send(before);

    int second = before.lastIndexOf(Talk.quoted(FILE));
    assertThat(sent)
        .isEqualTo(
            before.substring(0, second)
                + "\"[identical to the content of tool_result toolu_1 above]\"}]}]}");
    assertThat(bench.claims).hasSize(1);
    assertThat(((Claim.Removed) bench.claims.getFirst()).fresh()).isTrue();
    assertThat(bench.claimed(Mechanisms.DUPLICATES)).isGreaterThan(200);
  }

  @Test
  void a_replayed_pointer_is_claimed_as_no_longer_fresh() {
    Talk talk = new Talk().user("go").tool(FILE);
    bench.send(talk.body());
    String first = bench.send(talk.tool(FILE).body());

    String again = bench.send(talk.body());

    assertThat(again).isEqualTo(first);
    assertThat(((Claim.Removed) bench.claims.getFirst()).fresh()).isFalse();
  }

  @Test
  void structure_and_is_error_stay_and_blocks_are_looked_into() {
    Talk talk = new Talk().user("go").tool(FILE);
    bench.send(talk.body());
    String result =
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_2\","
            + "\"is_error\":true,\"content\":[{\"type\":\"text\",\"text\":\"short\"},"
            + "{\"type\":\"text\",\"text\":%s}]}]}";

    String sent = bench.send(talk.use().raw(result.replace("%s", Talk.quoted(FILE))).body());

    assertThat(sent)
        .endsWith(
            result.replace("%s", "\"[identical to the content of tool_result toolu_1 above]\"")
                + "]}");
  }

  @Test
  void the_same_text_in_other_escapes_is_the_same() {
    String escaped = Talk.quoted(FILE).replace("é", "\\u00e9").replace("/", "\\/");
    Talk talk = new Talk().user("go").tool(FILE);
    bench.send(talk.body());
    talk.use()
        .raw(
            "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_2\","
                + "\"content\":"
                + escaped
                + "}]}");

    assertThat(bench.send(talk.body())).endsWith("tool_result toolu_1 above]\"}]}]}");
  }

  @Test
  void a_stretch_of_an_earlier_result_is_named_by_its_lines() {
    String whole = Talk.file("a", 60);
    String part = String.join("\n", whole.lines().skip(9).limit(20).toList());
    Talk talk = new Talk().user("go").tool(whole);
    bench.send(talk.body());

    assertThat(bench.send(talk.tool(part).body()))
        .contains("[identical to lines 10-29 of the content of tool_result toolu_1 above]");
  }

  @Test
  void a_stretch_that_begins_inside_a_line_is_no_copy() {
    String whole = Talk.file("a", 60);
    Talk talk = new Talk().user("go").tool(whole);
    bench.send(talk.body());
    String before = talk.tool(whole.substring(5, 900)).body();

    assertThat(bench.send(before)).isEqualTo(before);
  }

  @Test
  void files_that_an_editor_sends_again_in_each_message_stand_there_once() {
    String fences = "Fix it.\n```java src/A.java\n" + FILE + "\n```\n";
    String tags = "And now?\n<file path=\"src/A.java\">\n" + FILE + "\n</file>\nThanks";
    Talk talk = new Talk().user(fences);
    bench.send(talk.body());

    String sent = bench.send(talk.assistant("done").user(tags).body());

    assertThat(sent)
        .contains(Talk.quoted(fences))
        .contains(
            Talk.quoted(
                "And now?\n<file path=\"src/A.java\">\n"
                    + "[same file content as in message 1 above: java src/A.java]"
                    + "\n</file>\nThanks"));
  }

  @Test
  void a_file_twice_in_one_message_stands_there_once() {
    String one = "<file path=\"a\">\n" + FILE + "\n</file>\n";

    String sent = bench.send(new Talk().user(one + "and\n" + one).body());

    assertThat(sent).containsOnlyOnce("value7 =").contains("further up in this message: a]");
  }

  @Test
  void files_in_files_are_tried_from_outside_to_inside() {
    String inner = "```x\n" + FILE + "\n```\n";
    Talk talk = new Talk().user("<files>\n" + inner + "one\n</files>");
    bench.send(talk.body());

    String sent =
        bench.send(talk.assistant("ok").user("<files>\n" + inner + "two\n</files>").body());

    assertThat(sent).containsOnlyOnce("value7 =").contains("two\\n</files>");
  }

  @Test
  void pointers_chain_to_the_copy_that_is_there_in_full() {
    Talk talk = new Talk().user("go").tool(FILE);
    for (int i = 0; i < 4; i++) {
      bench.send(talk.body());
      talk.tool(FILE);
    }

    String sent = bench.send(talk.body());

    assertThat(sent).containsOnlyOnce("value7 =");
    assertThat(sent.split("tool_result toolu_1 above", -1)).hasSize(5);
  }

  @Test
  void short_texts_and_the_models_own_words_stay() {
    Talk talk = new Talk().user("go").tool("short").tool("short");
    talk.user("```\n" + FILE + "\n```").assistant(FILE).user("and " + FILE);

    assertThat(bench.send(talk.body())).isEqualTo(talk.body());
  }

  @Test
  void what_is_known_from_another_tenant_or_conversation_is_nothing() {
    bench.send(new Talk().user("go").tool(FILE).body());
    String other = new Talk().user("other").tool(FILE).body();

    assertThat(bench.send(other)).isEqualTo(other);
    assertThat(bench.send("u", other)).isEqualTo(other);
  }

  @Test
  void many_near_misses_cost_no_more_than_is_bounded() {
    String line = "x".repeat(60) + "\n";
    Talk talk = new Talk().user("go").tool(line.repeat(4_000));
    bench.send(talk.body());
    String before = talk.tool(line.repeat(3_000) + "y".repeat(61)).body();

    assertThat(bench.send(before)).isEqualTo(before);
  }
}
