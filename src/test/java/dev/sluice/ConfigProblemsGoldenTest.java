package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.EnvFile;
import dev.sluice.config.Problem;
import dev.sluice.config.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every problem looks like. {@code golden/config/CASE.yaml} begins with its setting as
 * comments ({@code # env NAME=VALUE}, {@code # flag PATH=VALUE}); {@code CASE.txt} is what people
 * see. With {@code -Dgolden.update=true} the latter is written anew.
 */
class ConfigProblemsGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/config");

  @TempDir Path home;

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".txt"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_problem_looks_as_recorded(String name) throws IOException {
    Path expected = GOLDEN.resolve(name.substring(0, name.indexOf('.')) + ".txt");

    String shown = shown(problems(name));

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(expected));
  }

  @Test
  void every_kind_of_problem_is_recorded() throws IOException {
    var recorded = new TreeSet<String>();
    for (String name : cases()) {
      problems(name).forEach(problem -> recorded.add(problem.code()));
    }

    assertThat(recorded)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemKind.values()).map(ProblemKind::code).toList());
  }

  @Test
  void every_kind_has_its_own_code_and_an_explanation() {
    assertThat(ProblemKind.values()).extracting(ProblemKind::code).doesNotHaveDuplicates();
    for (ProblemKind kind : ProblemKind.values()) {
      assertThat(kind.explanation()).hasSizeGreaterThan(60);
      assertThat(ProblemKind.byCode(kind.code())).contains(kind);
    }
  }

  private List<Problem> problems(String name) throws IOException {
    String text = Files.readString(GOLDEN.resolve(name));
    if (name.endsWith(".env")) {
      Path file = Files.writeString(home.resolve(name), text);
      try {
        EnvFile.read(file);
      } catch (ConfigInvalid e) {
        return e.problems();
      }
    }
    ConfigCase setting = setting(text);
    try {
      return Configuration.load(setting.sources()).warnings();
    } catch (ConfigInvalid e) {
      return e.problems();
    }
  }

  private ConfigCase setting(String text) {
    ConfigCase setting = ConfigCase.in(home).yaml(text);
    for (String line : text.lines().toList()) {
      String[] words = line.split("[ =]", 4);
      if (line.startsWith("# env ")) {
        setting = setting.env(words[2], words[3]);
      } else if (line.startsWith("# flag ")) {
        setting = setting.flag(words[2], words[3]);
      } else if (line.startsWith("# missing")) {
        Path missing = home.resolve("missing.yaml");
        setting =
            new ConfigCase(
                home, missing, setting.environment(), setting.flags(), setting.envFile());
      }
    }
    return setting;
  }

  private String shown(List<Problem> problems) {
    List<String> parts = new ArrayList<>();
    problems.forEach(problem -> parts.add(problem.render(false)));
    String json = problems.stream().map(Problem::toJson).collect(Collectors.joining("\n"));
    return (String.join("\n\n", parts) + "\n\n" + json + "\n").replace(home.toString(), "HOME");
  }
}
