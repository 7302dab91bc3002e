package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on configuration lists exactly the keys there are, and its examples can be loaded. */
class ConfigurationDocsTest {
  private static final Path PAGE = Path.of("docs/configuration.md");

  @TempDir Path home;

  private static String row(Reference.Key key) {
    return String.join(
        " | ",
        "| `" + key.path() + "`",
        key.expected(),
        key.usual().isEmpty() ? "-" : "`" + key.usual() + "`",
        key.variable().isEmpty() ? "file only" : "`" + key.variable() + "`",
        key.aliases().isEmpty()
            ? "-"
            : key.aliases().stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", ")));
  }

  @Test
  void the_page_lists_exactly_the_keys_there_are() throws IOException {
    List<String> documented =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.lastIndexOf(" | ")))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(Configuration.keys().stream().map(row -> row(row)).toList());
  }

  @Test
  void the_examples_of_the_page_can_be_loaded() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    int blocks = 0;
    while (block.find()) {
      blocks++;
      ConfigCase.in(home)
          .yaml(block.group(1))
          .env("CORP_KEY", "sk-ant-0123-corp")
          .env("TEAM_KEY", "f81d4fae7dec11d0a76500a0c91e6bf6")
          .load();
    }

    assertThat(blocks).isGreaterThanOrEqualTo(2);
  }
}
