package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.TokenEstimate;
import dev.sluice.price.Mechanisms;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class TruncateTest {
  private static final Switches ONLY = new Switches(false, false, true, false, false);
  private static final Pattern MARKER =
      Pattern.compile("\\\\n\\[… ([0-9,]+) tokens \\(([0-9]+) %\\) left out by Sluice …\\]\\\\n");

  private final Bench bench = Bench.with(Bench.SMALL, ONLY);

  @Test
  void head_and_tail_of_a_long_result_stay_cut_between_lines() {
    String file = Talk.file("a", 400);
    Talk talk = new Talk().user("go").tool(file);

    String sent = bench.send(talk.body());

    Matcher marker = MARKER.matcher(sent);
    assertThat(marker.find()).isTrue();
    String head = sent.substring(0, marker.start());
    String tail = sent.substring(marker.end());
    String raw = Talk.quoted(file);
    assertThat(head).endsWith("café");
    assertThat(tail).startsWith("  int value");
    assertThat(talk.body()).startsWith(head).endsWith(tail);
    int kept = tokens(raw) - Integer.parseInt(marker.group(1).replace(",", ""));
    assertThat(kept).isBetween(500, 610);
    assertThat(bench.claimed(Mechanisms.TRUNCATE)).isGreaterThan(2_000);
  }

  @Test
  void a_single_line_is_cut_between_characters_and_escapes_stay_whole() {
    String units = "\\u00e9\\ud83d\\ude00\\\\n\\\"é😀";
    for (int shift = 0; shift < 12; shift++) {
      String raw = "\"" + "x".repeat(shift) + units.repeat(1_500) + "\"";
      Talk talk =
          new Talk()
              .user("go " + shift)
              .use()
              .raw(
                  "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                      + "\"tool_use_id\":\"toolu_1\",\"content\":"
                      + raw
                      + "}]}");

      String sent = bench.send(talk.body());

      Matcher marker = MARKER.matcher(sent);
      assertThat(marker.find()).isTrue();
      String whole = decoded(sent);
      assertThat(whole.chars().filter(c -> c == '�').count()).isZero();
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(whole)).isTrue();
    }
  }

  @Test
  void roles_without_a_limit_keep_their_texts() {
    Talk talk = new Talk().user(Talk.file("a", 400));

    assertThat(bench.send(talk.body())).isEqualTo(talk.body());
  }

  @Test
  void each_role_has_its_own_limit() {
    ReduceConfig config =
        new ReduceConfig(
            Bench.SMALL.duplicates(),
            Bench.SMALL.boilerplate(),
            Bench.SMALL.diffFirst(),
            new ReduceConfig.Truncate(null, 300, 400, 0),
            Bench.SMALL.prune(),
            Bench.SMALL.compress());
    try (Bench all = Bench.with(config, ONLY)) {
      Talk talk = new Talk().user(Talk.file("a", 400));
      String first = all.send(talk.body());
      String second = all.send(talk.assistant(Talk.file("b", 400)).user("go").body());

      assertThat(first).containsOnlyOnce("left out by Sluice");
      assertThat(second.split("left out by Sluice", -1)).hasSize(3);
      assertThat(second).startsWith(first.substring(0, first.length() - 2));
    }
  }

  @Test
  void a_copy_that_is_pointed_to_is_not_cut() {
    try (Bench both = Bench.with(Bench.SMALL, new Switches(true, false, true, false, false))) {
      String file = Talk.file("a", 400).strip();
      String two =
          "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\","
              + "\"content\":%s},{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_2\","
              + "\"content\":%s}]}";
      String uses =
          "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_1\","
              + "\"name\":\"f\",\"input\":{}},{\"type\":\"tool_use\",\"id\":\"toolu_2\","
              + "\"name\":\"f\",\"input\":{}}]}";
      String raw = Talk.quoted(file);
      Talk talk = new Talk().user("go").raw(uses).raw(two.replace("%s", raw));

      String sent = both.send(talk.body());

      assertThat(sent)
          .contains(raw)
          .contains("tool_result toolu_1 above")
          .doesNotContain("left out");
    }
  }

  private static int tokens(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    return TokenEstimate.of(bytes, 1, bytes.length - 1);
  }

  private static String decoded(String body) {
    return dev.sluice.sim.json.Json.parse(body)
        .path("messages")
        .path(2)
        .path("content")
        .path(0)
        .path("content")
        .asString();
  }
}
