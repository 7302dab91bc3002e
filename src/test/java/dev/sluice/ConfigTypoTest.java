package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Misspelt keys: 200 seeded mutations of the sample configuration (spec ux section 5). */
class ConfigTypoTest {
  private static final long SEED = 20_261_121L;
  private static final Pattern KEY = Pattern.compile("(?<=^|[ {])([a-z][A-Za-z]+)(?=:( |$))");

  @TempDir Path home;

  /** One key written wrongly. */
  private record Typo(String text, int line, String key, String typed) {}

  @Test
  void a_misspelt_key_is_found_on_its_line_with_the_right_suggestion() throws IOException {
    List<Typo> typos = typos(new Random(SEED));
    int suggested = 0;
    List<String> wrong = new ArrayList<>();
    for (Typo typo : typos) {
      List<Problem> problems = full(typo.text()).refusal().problems();
      Problem unknown =
          problems.stream()
              .filter(problem -> problem.message().startsWith("unknown key `" + typo.typed() + "`"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(typo + " gave " + problems));
      assertThat(unknown.spot().line()).as("%s, seed %d", typo, SEED).isEqualTo(typo.line());
      String help = String.join(" ", unknown.help());
      boolean right =
          help.contains("`" + typo.key() + "`") || help.contains("." + typo.key() + "`");
      suggested += right ? 1 : 0;
      if (!right) {
        wrong.add(typo.key() + " -> " + typo.typed() + ": " + help);
      }
    }

    assertThat(typos).hasSize(200);
    assertThat(suggested).as("wrong: %s, seed %d", wrong, SEED).isGreaterThanOrEqualTo(190);
  }

  static String sample() throws IOException {
    try (InputStream in = ConfigTypoTest.class.getResourceAsStream("/config/full.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private ConfigCase full(String text) {
    return ConfigCase.in(home)
        .yaml(text)
        .env("CORP_KEY", "sk-ant-0123-corp")
        .env("TEAM_KEY", "f81d4fae7dec11d0a76500a0c91e6bf6");
  }

  private static List<Typo> typos(Random random) throws IOException {
    List<String> lines = sample().lines().toList();
    List<Typo> typos = new ArrayList<>();
    while (typos.size() < 200) {
      int line = random.nextInt(lines.size());
      Matcher key = KEY.matcher(lines.get(line));
      List<int[]> places = new ArrayList<>();
      while (!lines.get(line).startsWith("#") && key.find()) {
        places.add(new int[] {key.start(), key.end()});
      }
      if (places.isEmpty()) {
        continue;
      }
      int[] place = places.get(random.nextInt(places.size()));
      String word = lines.get(line).substring(place[0], place[1]);
      String typed = mutated(word, random);
      if (!isName(word) && !isKey(typed)) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(
            line,
            lines.get(line).substring(0, place[0]) + typed + lines.get(line).substring(place[1]));
        typos.add(new Typo(String.join("\n", changed) + "\n", line + 1, word, typed));
      }
    }
    return typos;
  }

  /** Names that the operator chooses cannot be misspelt. */
  private static boolean isName(String word) {
    return List.of("anthropic", "corp", "team", "ops").contains(word);
  }

  /** A typo that is a key by itself is another mistake. */
  private static boolean isKey(String typed) {
    return Configuration.keys().stream()
        .anyMatch(key -> List.of(key.path().split("[.\\[\\]]+")).contains(typed));
  }

  private static String mutated(String word, Random random) {
    int at = random.nextInt(word.length());
    char letter = (char) ('a' + random.nextInt(26));
    return switch (random.nextInt(6)) {
      case 0 -> word.length() < 4 ? word + letter : word.substring(0, at) + word.substring(at + 1);
      case 1 -> word.substring(0, at) + letter + word.substring(at);
      case 2 -> word.substring(0, at) + letter + word.substring(at + 1);
      case 3 -> swapped(word, Math.max(1, at));
      case 4 -> word.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
      default -> Character.toUpperCase(word.charAt(0)) + word.substring(1);
    };
  }

  private static String swapped(String word, int at) {
    return word.substring(0, at - 1)
        + word.charAt(at)
        + word.charAt(at - 1)
        + word.substring(at + 1);
  }
}
