package dev.sluice.history;

import static dev.sluice.history.HistoryRig.TOOLS;
import static dev.sluice.history.HistoryRig.block;
import static dev.sluice.history.HistoryRig.body;
import static dev.sluice.history.HistoryRig.chat;
import static dev.sluice.history.HistoryRig.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.Caller;
import dev.sluice.history.HistoryRig.Sender;
import dev.sluice.history.Prefix.Block;
import dev.sluice.history.Prefix.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  private final HistoryRig rig = new HistoryRig();

  private Prefix prefix(String body) {
    return rig.turn(Sender.ANYBODY, body).prefix();
  }

  private List<Long> hashes(String body) {
    return prefix(body).blocks().stream().map(Block::upTo).toList();
  }

  @Test
  void blocks_stand_in_the_providers_order_with_their_places() {
    Prefix prefix = prefix(body("be short", "[" + block("a") + "," + block("b") + "]", "c", "d"));

    assertThat(prefix.toolsEnd()).isEqualTo(3);
    assertThat(prefix.systemEnd()).isEqualTo(4);
    assertThat(prefix.blocks())
        .extracting(Block::part, Block::at, Block::block)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Part.TOOL, 0, 0),
            org.assertj.core.groups.Tuple.tuple(Part.TOOL, 1, 0),
            org.assertj.core.groups.Tuple.tuple(Part.TOOL, 2, 0),
            org.assertj.core.groups.Tuple.tuple(Part.SYSTEM, 0, 0),
            org.assertj.core.groups.Tuple.tuple(Part.MESSAGE, 0, 0),
            org.assertj.core.groups.Tuple.tuple(Part.MESSAGE, 0, 1),
            org.assertj.core.groups.Tuple.tuple(Part.MESSAGE, 1, 0),
            org.assertj.core.groups.Tuple.tuple(Part.MESSAGE, 2, 0));
    assertThat(prefix.blocks()).extracting(Block::tokens).isSorted();
    assertThat(prefix.tokens()).isGreaterThan(20);
  }

  @Test
  void the_order_of_members_in_the_body_does_not_count() {
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]";
    String system = "\"system\":\"s\"";

    assertThat(hashes("{" + system + "," + messages + "}"))
        .isEqualTo(hashes("{" + messages + "," + system + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"text\",\"text\":\"hi\"}",
        "{\"type\": \"text\", \"text\": \"hi\"}",
        "{\"type\":\"text\",\"text\":\"hi\",\"cache_control\":{\"type\":\"ephemeral\"}}",
        "{\"type\":\"text\",\"cache_control\":{\"type\":\"ephemeral\"},\"text\":\"hi\"}",
        "{\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"} , \"type\":\"text\",\"text\":\"hi\" }",
        "{\"type\":\"text\",\"text\":\"hi\" , \"cache_control\":{\"type\":\"ephemeral\"}}"
      })
  void a_text_block_is_the_same_as_the_string(String block) {
    assertThat(hashes(whole(TOOLS, "[" + block + "]", "[" + block + "]")))
        .isEqualTo(hashes(whole(TOOLS, "\"hi\"", "hi")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[%s]@}",
        "{\"type\":\"tool_result\",@\"tool_use_id\":\"t\",\"content\":[%s]}",
        "{@\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[%s]}"
      })
  void markers_do_not_count_wherever_they_stand(String shape) {
    String marker = "\"cache_control\":{\"type\":\"ephemeral\"}";
    String with = shape.contains("]@") ? "," + marker : marker + ",";
    String inner = "{\"type\":\"text\",\"text\":\"a\"";
    String marked = shape.replace("@", with).replace("%s", inner + "," + marker + "}");
    String plain = shape.replace("@", "").replace("%s", inner + "}");

    assertThat(hashes(chat("[" + marked + "]"))).isEqualTo(hashes(chat("[" + plain + "]")));
  }

  @Test
  void a_marker_on_a_tool_or_the_whole_request_does_not_count() {
    String marker = "\"cache_control\":{\"type\":\"ephemeral\"}";
    String marked = TOOLS.replace("\"input_schema\":{}}]", "\"input_schema\":{}," + marker + "}]");

    assertThat(
            hashes(whole(marked, "\"s\"", "q").replace("{\"model\"", "{" + marker + ",\"model\"")))
        .isEqualTo(hashes(whole(TOOLS, "\"s\"", "q")));
  }

  @Test
  void a_text_with_citations_is_another_block() {
    assertThat(hashes(chat("[{\"type\":\"text\",\"text\":\"hi\",\"citations\":\"x\"}]")))
        .isNotEqualTo(hashes(chat("hi")));
  }

  @Test
  void a_role_counts() {
    assertThat(hashes(chat("q")))
        .isNotEqualTo(hashes(chat("q").replace("\"user\"", "\"assistant\"")));
  }

  @Test
  void where_a_message_ends_counts() {
    String two =
        "{\"messages\":[{\"role\":\"user\",\"content\":[%s]},{\"role\":\"user\",\"content\":[%s]}]}";
    String ab = block("a") + "," + block("b");
    String bc = block("b") + "," + block("c");

    assertThat(hashes(two.formatted(ab, block("c"))))
        .isNotEqualTo(hashes(two.formatted(block("a"), bc)));
  }

  @Test
  void an_empty_message_is_a_block() {
    assertThat(prefix(chat("q", "[]", "r")).blocks()).hasSize(3);
  }

  @Test
  void a_system_block_is_not_the_same_as_a_message() {
    assertThat(hashes("{\"system\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"b\"}]}"))
        .isNotEqualTo(hashes(chat("a", "b")));
  }

  @Test
  void claude_codes_attribution_has_no_place_in_it() {
    String attribution = block("x-anthropic-billing-header: cc_version=2.1; cch=%s;");
    String one = whole(TOOLS, "[" + attribution.formatted("aa") + "," + block("s") + "]", "q");
    String other = whole(TOOLS, "[" + attribution.formatted("bb") + "," + block("s") + "]", "q");

    assertThat(hashes(one)).isEqualTo(hashes(other)).isEqualTo(hashes(body("s", "q")));
    assertThat(prefix(one).blocks().get(3).at()).isOne();
  }

  @Test
  void deferred_tools_have_no_place_in_it() {
    String deferred =
        ",{\"name\":\"rare\",\"defer_loading\": true,\"input_schema\":{\"defer_loading\":false}}]";
    String nested = ",{\"name\":\"often\",\"input_schema\":{\"defer_loading\":true}}]";

    assertThat(hashes(whole(TOOLS.replaceAll("]$", deferred), "\"s\"", "q")))
        .isEqualTo(hashes(whole(TOOLS, "\"s\"", "q")));
    assertThat(prefix(whole(TOOLS.replaceAll("]$", nested), "\"s\"", "q")).toolsEnd()).isEqualTo(4);
  }

  @Test
  void parameters_that_the_cache_depends_on_have_a_hash() {
    String plain = chat("q");
    String effort =
        plain.replace("{\"model\"", "{\"output_config\":{\"effort\":\"low\"},\"model\"");
    String budget =
        plain.replace("{\"model\"", "{\"output_config\":{\"task_budget\":{\"total\":1}},\"model\"");

    assertThat(prefix(effort).parameters()).isNotEqualTo(prefix(plain).parameters());
    assertThat(prefix(budget).parameters()).isEqualTo(prefix(plain).parameters());
  }

  @Test
  void a_body_that_is_no_message_request_is_no_turn() {
    Caller caller = new Caller("t", null);

    assertThat(rig.histories.turn(HistoryRig.call("not json"), caller, "", "m")).isNull();
    assertThat(rig.histories.turn(HistoryRig.call("{\"messages\":[]}"), caller, "", "m")).isNull();
  }

  @Test
  void an_image_is_not_counted_as_text() {
    String image =
        "[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}}]";

    assertThat(prefix(chat(image.formatted("A".repeat(100_000)))).tokens()).isLessThan(2_000);
  }

  @Test
  void a_prefix_made_of_blocks_keeps_them() {
    List<Block> blocks =
        List.of(
            new Block(Part.TOOL, 3, 0, 11, 12, 13),
            new Block(Part.MESSAGE, 400_000, 200_000, -1, -2, 30_000_000));

    assertThat(new Prefix(blocks, 1, 1, 5).blocks()).isEqualTo(blocks);
  }
}
