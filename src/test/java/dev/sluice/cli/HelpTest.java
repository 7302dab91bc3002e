package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Help screens against their golden files; {@code -Dgolden.update=true} writes them anew. */
final class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/sluice/cli/help");

  @TempDir Path home;

  static Stream<String> names() {
    return Stream.concat(Stream.of(""), Registry.ENTRIES.stream().map(Registry.Entry::name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_help_fits_a_screen_and_has_examples(String name) throws IOException {
    Ran ran = Ran.in(home, (name + " --help").strip().split(" "));

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines().count()).isLessThanOrEqualTo(24);
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(ran.out()).contains("Examples:");
    assertThat(ran.out().lines().filter(line -> line.contains("sluice")).count())
        .isGreaterThanOrEqualTo(3);
    assertThat(ran.out()).isEqualTo(golden(name, ran.out()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void help_before_the_command_is_the_same(String name) {
    Ran before = Ran.in(home, ("help " + name).strip().split(" "));

    assertThat(before.out()).isEqualTo(Ran.in(home, (name + " -h").strip().split(" ")).out());
  }

  private static String golden(String name, String now) throws IOException {
    Path file = GOLDEN.resolve((name.isEmpty() ? "sluice" : name.replace(' ', '-')) + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, now);
    }
    return Files.readString(file);
  }
}
