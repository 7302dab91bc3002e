package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of an environment file. */
class EnvFileTest {
  @TempDir Path folder;

  private Map<String, String> read(String text) throws IOException, ConfigInvalid {
    return EnvFile.read(Files.writeString(folder.resolve("x.env"), text));
  }

  @Test
  void names_quotes_and_comments_are_read() throws IOException, ConfigInvalid {
    Map<String, String> variables =
        read(
            """
            # comment
            PLAIN=value
            export EXPORTED=value # comment
              SPACED = a b
            SINGLE='it is $HOME # as it is \\n' # comment
            DOUBLE="two\\nlines \\"quoted\\" \\\\ $HOME"
            EMPTY=
            HASH=a#b
            URL=https://example.com/?a=b
            PLAIN=later
            """);

    assertThat(variables)
        .containsExactly(
            Map.entry("PLAIN", "later"),
            Map.entry("EXPORTED", "value"),
            Map.entry("SPACED", "a b"),
            Map.entry("SINGLE", "it is $HOME # as it is \\n"),
            Map.entry("DOUBLE", "two\nlines \"quoted\" \\ $HOME"),
            Map.entry("EMPTY", ""),
            Map.entry("HASH", "a#b"),
            Map.entry("URL", "https://example.com/?a=b"));
  }

  @Test
  void line_ends_of_windows_and_a_byte_order_mark_do_not_matter()
      throws IOException, ConfigInvalid {
    assertThat(read("\uFEFFA=1\r\nB='2'\r\n")).isEqualTo(Map.of("A", "1", "B", "2"));
  }

  @Test
  void every_wrong_line_is_told_without_its_text() {
    assertThatExceptionOfType(ConfigInvalid.class)
        .isThrownBy(() -> read("A=1\nsk-canary\nB='sk-canary\n"))
        .satisfies(refusal -> {
          assertThat(refusal.problems()).extracting(p -> p.spot().line()).containsExactly(2, 3);
          assertThat(refusal.render(false)).doesNotContain("canary");
        });
  }

  @Test
  void a_missing_file_is_told() {
    assertThatExceptionOfType(ConfigInvalid.class)
        .isThrownBy(() -> EnvFile.read(folder.resolve("none.env")))
        .satisfies(refusal -> assertThat(refusal.problems().getFirst().code()).isEqualTo("C001"));
  }
}
