package dev.sluice.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own prices: how they overlay the bundled ones, and what a mistake looks like. */
final class PriceFileTest {
  @TempDir Path folder;

  @Test
  void a_model_of_the_file_replaces_the_bundled_one_as_a_whole_and_others_stay() throws Exception {
    PriceTable prices =
        PriceTable.read(
            file(
                """
                models:
                  claude-opus-5: {input: 1, cacheWrite5m: 2, cacheWrite1h: 3, cacheRead: unknown, output: 4}
                  my-model: {aliases: [mine], input: 0.5, cacheWrite5m: 0, cacheWrite1h: 0, cacheRead: 0, output: 1}
                """));

    assertThat(prices.cost("claude-opus-5", usage(0, 1))).isEqualTo(new Cost.Priced(4000));
    assertThat(prices.cost("claude-opus-5", usage(1, 0)))
        .isEqualTo(new Cost.Unpriced("claude-opus-5"));
    assertThat(prices.cost("mine", usage(0, 1))).isEqualTo(new Cost.Priced(1000));
    assertThat(prices.cost("claude-opus-4-8", usage(0, 1))).isEqualTo(new Cost.Priced(25_000));
  }

  @Test
  void an_empty_file_changes_nothing() throws Exception {
    assertThat(PriceTable.read(file("# nothing yet\n")).models())
        .isEqualTo(PriceTable.bundled().models());
  }

  @Test
  void all_mistakes_are_reported_at_once_with_file_line_and_key() throws Exception {
    Path file =
        file(
            """
            serverTool: {}
            models:
              a: {input: 1, cacheWrite5m: -2, cacheWrite1h: 3, cacheRead: x, output: 1e9}
              b: {input: 1, cacheWrite5m: 1, cacheWrite1h: 1, output: 1, inputt: 3}
              b: {input: 1, cacheWrite5m: 1, cacheWrite1h: 1, cacheRead: 1, output: 1, retired: maybe}
              c:
                input: 1
                cacheWrite5m: 1
                cacheWrite1h: 1
                cacheRead: 1
                output: 1
                longPrompt: {input: 1, cacheWrite5m: 1, cacheWrite1h: 1, cacheRead: 1, output: 1}
                aliases: [a]
            """);

    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOfSatisfying(
            PricesInvalid.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        file + ":1: serverTool: unknown key (expected one of: serverTools, models)",
                        file + ":3: models.a.cacheWrite5m: -2 (expected: 0 or more, such as 3.75)",
                        file + ":3: models.a.cacheRead: x (expected: 0 or more, such as 3.75)",
                        file + ":3: models.a.output: 1e9 (expected: 0 or more, such as 3.75)",
                        file + ":5: models.b: given twice",
                        file + ":5: models.b.retired: maybe (expected: true or false)",
                        file
                            + ":12: models.c.longPrompt.above: nothing (expected: tokens, as"
                            + " 100000)",
                        file + ":7: models.c: a is named by a too"));
  }

  @Test
  void a_missing_price_and_an_unknown_key_name_what_is_allowed() throws Exception {
    Path file = file("models:\n  b: {input: 1, cacheWrite5m: 1, cacheWrite1h: 1, outputt: 3}\n");

    assertThatThrownBy(() -> PriceTable.read(file))
        .hasMessageContaining(file + ":2: models.b.outputt: unknown key (expected one of: input,")
        .hasMessageContaining(
            file + ":2: models.b.cacheRead: missing (expected: a price, or unknown)")
        .hasMessageContaining(file + ":2: models.b.output: missing");
  }

  @Test
  void what_is_no_yaml_says_where() throws Exception {
    assertThatThrownBy(() -> PriceTable.read(file("models:\n  a: [1\n")))
        .isInstanceOf(PricesInvalid.class)
        .hasMessageContaining("mine.yaml:3: ");
    assertThatThrownBy(() -> PriceTable.read(file("- 1\n")))
        .hasMessageContaining("mine.yaml:1: no mapping");
    assertThatThrownBy(() -> PriceTable.read(file("models: 7\n")))
        .hasMessageContaining("mine.yaml:1: models: no mapping");
  }

  @Test
  void a_file_that_is_not_there_says_so() {
    assertThatThrownBy(() -> PriceTable.read(folder.resolve("none.yaml")))
        .isInstanceOf(PricesInvalid.class)
        .hasMessageContaining("none.yaml: cannot be read");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }

  private static Usage usage(long read, long output) {
    return new Usage(0, 0, 0, read, output, 0, ServerTools.NONE, Tariff.STANDARD, List.of(), false);
  }
}
