package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations turn by turn, as they were asked and as they were sent: {@code asked/NAME.json} and
 * {@code sent/NAME.json} under {@code golden/reduce}, a body a line. {@code -Dgolden.update=true}
 * writes the latter anew.
 */
final class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/reduce");

  @ParameterizedTest
  @ValueSource(strings = {"agent", "editor", "long", "untouchable"})
  void a_conversation_is_sent_as_written_down(String name) throws IOException {
    List<String> asked = Files.readAllLines(FOLDER.resolve("asked/" + name + ".json"));

    List<String> sent;
    try (Bench bench =
        new Bench(Reductions.open(null, Bench.SMALL, Switches.ALL), Bench.model(4_000, false))) {
      sent = asked.stream().map(bench::send).toList();
    }

    Path file = FOLDER.resolve("sent/" + name + ".json");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.write(file, sent);
    }
    assertThat(sent).isEqualTo(Files.readAllLines(file));
  }
}
