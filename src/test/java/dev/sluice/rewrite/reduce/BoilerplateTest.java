package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BoilerplateTest {
  private static final Switches ONLY = new Switches(false, true, false, false, false);

  private static String strip(String text, ReduceConfig.Rule... rules) {
    ReduceConfig config =
        new ReduceConfig(
            Bench.SMALL.duplicates(),
            new ReduceConfig.Boilerplate(null, List.of(rules)),
            Bench.SMALL.diffFirst(),
            Bench.SMALL.truncate(),
            Bench.SMALL.prune(),
            Bench.SMALL.compress());
    try (Bench bench = Bench.with(config, ONLY)) {
      String sent = bench.send(new Talk().user(text).body());
      return dev.sluice.sim.json.Json.parse(sent)
          .path("messages")
          .path(0)
          .path("content")
          .asString();
    }
  }

  @Test
  void markers_of_chat_templates_go_and_what_they_wrap_stays() {
    assertThat(
            strip("<|im_start|>system\nBe good.<|im_end|>\n<|im_start|>user\nHi \"x\"<|im_end|>"))
        .isEqualTo("Be good.\nHi \"x\"");
    assertThat(strip("[INST] <<SYS>>\nA\n<</SYS>>\nB [/INST]"))
        .isEqualTo(" <<SYS>>\nA\n<</SYS>>\nB ");
  }

  @Test
  void stale_figures_of_an_editor_go() {
    assertThat(
            strip(
                "Fix it\n<environment_details>\n# VSCode Visible Files\n(No visible files)\n\n"
                    + "# Current Time\nnoon\n\n# Context Window Usage\n12,345 / 200K tokens used"
                    + " (6%)\n\n# Current Mode\nACT\n</environment_details>"))
        .isEqualTo(
            "Fix it\n<environment_details>\n# Current Time\nnoon\n\n# Current Mode\nACT\n"
                + "</environment_details>");
  }

  @Test
  void a_wrapper_inside_a_line_or_a_file_stays() {
    String inLine = "What is <|im_start|>system\n for? <|im_end|>";
    String inFile = "Why?\n```txt\n<|im_start|>user\nHi<|im_end|>\n```\n";

    assertThat(strip(inLine)).isEqualTo(inLine);
    assertThat(strip(inFile)).isEqualTo(inFile);
  }

  @Test
  void what_speaks_of_safety_or_tools_is_spared_and_counted() {
    ReduceConfig.Rule rule = new ReduceConfig.Rule("note", "<note>", "</note>", false);
    String safe = "<note>You must not delete files.</note>\nGo";

    assertThat(strip(safe, rule)).isEqualTo(safe);
    assertThat(strip("<note>hello there</note>\nGo", rule)).isEqualTo("\nGo");
  }

  @Test
  void all_of_a_text_never_goes() {
    ReduceConfig.Rule rule = new ReduceConfig.Rule("note", "<note>", "</note>", false);

    assertThat(strip("<note>hello</note>\n", rule)).isEqualTo("<note>hello</note>\n");
  }

  @Test
  void rules_are_tried_in_order_and_an_end_that_is_missing_is_no_match() {
    ReduceConfig.Rule first = new ReduceConfig.Rule("a", "<a>", "</a>", false);
    ReduceConfig.Rule second = new ReduceConfig.Rule("b", "<a>x", "", false);

    assertThat(strip("<a>x</a>y", first, second)).isEqualTo("y");
    assertThat(strip("<a>x<y>", first, second)).isEqualTo("<y>");
  }

  @Test
  void the_bundled_rules_can_be_read() {
    assertThat(Bundled.rules()).hasSizeGreaterThan(10).noneMatch(rule -> rule.from().isEmpty());
  }
}
