package dev.sluice.history;

import static dev.sluice.history.HistoryRig.SYSTEM;
import static dev.sluice.history.HistoryRig.TOOLS;
import static dev.sluice.history.HistoryRig.block;
import static dev.sluice.history.HistoryRig.body;
import static dev.sluice.history.HistoryRig.quoted;
import static dev.sluice.history.HistoryRig.whole;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.history.Difference.Kind;
import dev.sluice.history.HistoryRig.Sender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifferencesTest {
  private final HistoryRig rig = new HistoryRig();

  /** The difference between two requests of which the second goes on. */
  private static Difference between(String one, String other) {
    HistoryRig rig = new HistoryRig();
    rig.send(one);
    return requireNonNull(rig.turn(Sender.ANYBODY, other).difference());
  }

  private static Difference ofSystems(String one, String other) {
    return between(whole(TOOLS, one, "q"), whole(TOOLS, other, "q", "a", "r"));
  }

  private static Difference ofTools(String one, String other) {
    return between(whole(one, "\"s\"", "q"), whole(other, "\"s\"", "q", "a", "r"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12:04 | 12:05 | a time of day",
        "9:59 | 10:00 | a time of day",
        "12:04:59 PM | 1:05:00 PM | a time of day",
        "2026-11-21T12:04:00Z | 2026-11-21T12:05:00Z | a time of day",
        "2026-11-21 | 2026-11-22 | a date",
        "11/21/2026 | 11/22/2026 | a date",
        "Saturday, November 21, 2026 | Sunday, November 22, 2026 | a date",
        "2b1f8c1e-8f0e-4a43-9d6c-0a4a3d5e7f10 | 0c0d8c1e-8f0e-4a43-9d6c-0a4a3d5e7f99 | a UUID",
        "id=9f86d081884c7d65 | id=60303ae22b998861 | an id in hex",
        "req_011CSHoEeqs5C35K2UUqR7Fy | req_011CUqR7FySHoEeqs5C35K2U | an id",
        "1763726400 | 1763726460 | a point in time",
        "1763726400123 | 1763726460456 | a point in time",
        "turn 7 | turn 8 | a number",
        "$1.25 | $1.31 | a number"
      })
  void what_wanders_in_a_system_prompt_is_named(String one, String other, String what) {
    Difference difference =
        ofSystems(quoted(SYSTEM.formatted(one)), quoted(SYSTEM.formatted(other)));

    assertThat(difference).isEqualTo(new Difference(Kind.SYSTEM, 0, 0, "system[0]: " + what, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Never say please.",
        "Since 2026-11-21 another policy holds, and it is longer than a date: read all of it."
      })
  void an_edited_system_prompt_does_not_wander(String added) {
    Difference difference = ofSystems(quoted(SYSTEM), quoted(SYSTEM + " " + added));

    assertThat(difference)
        .isEqualTo(new Difference(Kind.SYSTEM, 0, 0, "system[0]: changed", false));
  }

  @Test
  void the_block_of_the_system_prompt_is_named() {
    String blocks = "[" + block("first and constant") + "," + block("cwd: %s") + "]";

    assertThat(ofSystems(blocks.formatted("/a"), blocks.formatted("/b")).what())
        .isEqualTo("system[1]: changed");
  }

  @Test
  void a_system_block_may_be_added_or_taken_away() {
    String one = "[" + block("first and constant") + "]";
    String two = "[" + block("first and constant") + "," + block("more") + "]";

    assertThat(ofSystems(one, two).what()).isEqualTo("system[1]: added");
    assertThat(ofSystems(two, one).what()).isEqualTo("system[1]: taken away");
  }

  @Test
  void tools_are_named() {
    String first = "{\"name\":\"a_tool\",\"description\":\"does a\"}";
    String second = "{\"name\":\"b_tool\",\"description\":\"does b\"}";
    String third = "{\"name\":\"c_tool\",\"description\":\"does c\"}";
    String changed = "{\"name\":\"b_tool\",\"description\":\"does b better\"}";
    String dated = "{\"name\":\"b_tool\",\"description\":\"does b on 2026-01-0%s\"}";
    String all = "[" + first + "," + second + "," + third + "]";

    assertThat(ofTools(all, all.replace(second, changed)).what())
        .isEqualTo("tools[1] b_tool: changed");
    assertThat(
            ofTools(
                    all.replace(second, dated.formatted("1")),
                    all.replace(second, dated.formatted("2")))
                .what())
        .isEqualTo("tools[1] b_tool: a date");
    assertThat(ofTools(all, "[" + first + "," + third + "]").what())
        .isEqualTo("tools[1] b_tool: taken away");
    assertThat(ofTools("[" + first + "," + third + "]", all).what())
        .isEqualTo("tools[1] b_tool: added");
    assertThat(ofTools(all, "[" + first + "," + third + "," + second + "]"))
        .isEqualTo(new Difference(Kind.TOOLS, 1, 0, "tools[1] c_tool: moved", false));
    assertThat(ofTools("[" + first + "," + second + "]", all).what())
        .isEqualTo("tools[2] c_tool: added");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"tool_choice\":{\"type\":\"any\"} | tool_choice",
        "\"thinking\":{\"type\":\"adaptive\"} | thinking",
        "\"output_config\":{\"task_budget\":{\"total\":5}, \"effort\" : \"low\" } | output_config.effort",
        "\"output_config\":{\"format\":{\"type\":\"json_schema\"}} | output_config.format",
        "\"speed\":\"fast\" | speed"
      })
  void a_parameter_is_named(String member, String name) {
    String other = body(SYSTEM, "q", "a", "r").replace("{\"model\"", "{" + member + ",\"model\"");

    assertThat(between(body(SYSTEM, "q"), other))
        .isEqualTo(new Difference(Kind.PARAMETER, 0, 0, name, false));
  }

  @Test
  void parameters_that_say_the_same_are_none() {
    String plain = body(SYSTEM, "q", "a", "r");
    rig.send(body(SYSTEM, "q"));
    String same =
        plain.replace("{\"model\"", "{\"speed\":\"standard\",\"thinking\":null,\"model\"");

    assertThat(rig.turn(Sender.ANYBODY, same).difference()).isNull();
  }

  @Test
  void the_model_comes_first() {
    rig.send(body(SYSTEM.formatted("12:00"), "q"));
    Turn turn =
        rig.turn(
            Sender.ANYBODY.to("claude-opus-5-5"), body(SYSTEM.formatted("12:01"), "q", "a", "r"));

    assertThat(requireNonNull(turn.difference()).kind()).isEqualTo(Kind.MODEL);
  }

  @Test
  void no_difference_holds_content() {
    Difference difference = ofSystems(quoted("my secret is 12:00"), quoted("my secret is 12:01"));

    assertThat(difference.toString()).doesNotContain("secret", "12:0");
  }
}
