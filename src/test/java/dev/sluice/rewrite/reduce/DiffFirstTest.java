package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffFirstTest {
  private static final Switches ONLY = new Switches(false, false, false, false, true);
  private static final String POLICY =
      new String(Json.escaped(Bundled.policy()), StandardCharsets.UTF_8);

  private final Bench bench = Bench.with(Bench.SMALL, ONLY);

  @TempDir private Path data;

  @Test
  void it_follows_a_system_string() {
    Talk talk = new Talk().system("\"Be good.\"").tools(Talk.EDITOR).user("go");

    assertThat(bench.send(talk.body()))
        .isEqualTo(talk.body().replace("\"Be good.\"", "\"Be good.\\n\\n" + POLICY + "\""));
  }

  @Test
  void it_becomes_the_last_block_of_system_blocks() {
    String block =
        "{\"type\":\"text\",\"text\":\"Be good.\",\"cache_control\":{\"type\":\"ephemeral\"}}";
    Talk talk = new Talk().system("[" + block + "]").tools(Talk.EDITOR).user("go");

    assertThat(bench.send(talk.body()))
        .isEqualTo(
            talk.body().replace(block, block + ",{\"type\":\"text\",\"text\":\"" + POLICY + "\"}"));
  }

  @Test
  void without_a_system_prompt_it_is_one() {
    Talk talk = new Talk().user("Fix\n```java\nx\n```");

    assertThat(bench.send(talk.body()))
        .isEqualTo("{\"system\":\"" + POLICY + "\"," + talk.body().substring(1));
  }

  @Test
  void an_empty_system_string_is_filled() {
    Talk talk = new Talk().system("\"\"").tools(Talk.EDITOR).user("go");

    assertThat(bench.send(talk.body())).contains("\"system\":\"" + POLICY + "\"");
  }

  @Test
  void it_claims_what_it_costs_and_no_saving() {
    bench.send(new Talk().tools(Talk.EDITOR).user("go").body());

    assertThat(bench.claims).hasSize(1);
    assertThat(((Claim.Removed) bench.claims.getFirst()).fresh()).isTrue();
    assertThat(bench.claimed(Mechanisms.DIFF_FIRST)).isBetween(-200L, -50L);
  }

  @Test
  void a_request_without_code_or_such_tools_goes_without() {
    String tools = "{\"name\":\"credit_card\"},{\"type\":\"web_search_20250305\",\"name\":\"web\"}";
    Talk talk = new Talk().tools(tools).user("hello");

    assertThat(bench.send(talk.body())).isEqualTo(talk.body());
  }

  @Test
  void editing_tools_are_known_by_type_and_by_the_words_of_their_names() {
    for (String tool :
        new String[] {
          "{\"type\":\"text_editor_20250728\",\"name\":\"x\"}",
          "{\"name\":\"MultiEdit\"}",
          "{\"name\":\"Write\"}",
          "{\"name\":\"apply_patch\"}",
          "{\"name\":\"str_replace_based_edit_tool\"}",
          "{\"name\":\"mcp__fs__edit-file\"}",
          "{\"name\":\"replace_in_file\"}"
        }) {
      assertThat(bench.send(new Talk().tools(tool).user("go").body())).contains(POLICY);
    }
  }

  @Test
  void it_is_never_there_twice() {
    Talk talk = new Talk().system("\"" + POLICY + "\"").tools(Talk.EDITOR).user("go");

    assertThat(bench.send(talk.body())).isEqualTo(talk.body());
  }

  @Test
  void a_conversation_keeps_it_for_life_and_one_met_in_the_middle_never_gets_it() {
    Talk talk = new Talk().tools(Talk.EDITOR).user("go").assistant("ok").user("on");

    assertThat(bench.send(talk.body())).isEqualTo(talk.body());

    bench.send(talk.body(1));
    assertThat(bench.send(talk.body())).contains(POLICY);
    assertThat(bench.send("u", talk.body())).doesNotContain(POLICY);
  }

  @Test
  void other_settings_and_a_restart_do_not_change_its_words() {
    Talk talk = new Talk().tools(Talk.EDITOR).user("go").assistant("ok").user("on");
    String first;
    try (Bench before = Bench.with(data, Bench.SMALL, ONLY)) {
      before.send(talk.body(1));
      first = before.send(talk.body());
    }
    ReduceConfig other =
        new ReduceConfig(
            Bench.SMALL.duplicates(),
            Bench.SMALL.boilerplate(),
            new ReduceConfig.DiffFirst(null, "Small."),
            Bench.SMALL.truncate(),
            Bench.SMALL.prune(),
            Bench.SMALL.compress());
    try (Bench after = Bench.with(data, other, ONLY)) {
      assertThat(after.send(talk.body())).isEqualTo(first);
    }
    try (Bench off = Bench.with(data, other, Switches.NONE)) {
      assertThat(off.send(talk.body())).isEqualTo(first);
    }
  }
}
