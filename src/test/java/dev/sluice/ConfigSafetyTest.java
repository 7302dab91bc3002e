package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.ConfigSources;
import dev.sluice.config.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hostile or careless input must not do: show a secret, end in a crash, read other files. */
class ConfigSafetyTest {
  private static final long SEED = 7_002_026L;
  private static final String KEY = "f81d4fae7dec11d0a76500a0c91e6bf6";

  @TempDir Path home;

  private static String shown(ConfigInvalid refusal) {
    return refusal.render(true) + refusal.toJson() + refusal.getMessage();
  }

  @Test
  void a_secret_in_the_wrong_place_is_never_shown() {
    String secret = "hunter2-Canary";
    List<String> files =
        List.of(
            "providers: {anthropic: {key: SECRET}}",
            "providers: {anthropic: {kye: SECRET, retries: 9}}",
            "providers:\n  anthropic:\n    retries: 9\n    key: 'SECRET'\n    connections: 0\n",
            "providers:\n  anthropic:\n    key: |\n      SECRET\n    retries: 9\n",
            "providers:\n  anthropic:\n    key:\n      SECRET\n    retries: 9\n",
            "providers:\n  anthropic: {apiKey: SECRET, x-api-key: SECRET}\n",
            "providers: {anthropic: {key: SECRET, endpoint: [\n",
            "keys: {team: {hash: SECRET}}",
            "keys: {team: {key: [SECRET]}}",
            "keys: {team: {key: [a, SECRET]}}",
            "keys: {team: {key: {a: SECRET}}}",
            "keys: {team: {key: 'a, SECRET'}}",
            "keys: {team: {key:\nSECRET, hush: 1}}",
            "keys:\n  team:\n    key: a, SECRET\n",
            "keys:\n  team:\n    key: |\n      a: SECRET\n    kee: 1\n",
            "keys:\n  team:\n    - key: >-\n        SECRET\n",
            "keys: {team: {key: SECRET, hash: SECRET}}",
            "password: SECRET\nauthToken: \"SECRET\"\nlisten: {prot: 1}",
            "providers: {anthropic: {endpoint: 'https://me:SECRET@example.com'}}",
            "providers: {anthropic: {proxy: 'http://me:SECRET@proxy.example.com:3128'}}",
            "key: SECRET\nkey: SECRET\n",
            "keys:\n  team:\n\tkey: SECRET\n");
    for (String file : files) {
      ConfigInvalid refusal = ConfigCase.in(home).yaml(file.replace("SECRET", secret)).refusal();

      assertThat(shown(refusal)).as(file).doesNotContain(secret).doesNotContain("Canary");
    }
  }

  @Test
  void a_secret_in_a_variable_or_flag_is_never_shown() throws ConfigInvalid {
    String secret = "hunter2 Canary";
    ConfigCase clean = ConfigCase.in(home);

    assertThat(shown(clean.env("GATEWAY_API_KEY", secret).refusal())).doesNotContain("Canary");
    assertThat(shown(clean.env("SLUICE_KEYS_A_KEY", secret).refusal())).doesNotContain("Canary");
    assertThat(shown(clean.env("SLUICE_KEYS_A_HASH", secret).refusal())).doesNotContain("Canary");
    assertThat(shown(clean.flag("keys.a.key", secret).refusal())).doesNotContain("Canary");
    assertThat(clean.env("SLUICE_KEE", secret).load().warnings())
        .extracting(problem -> problem.render(false) + problem.toJson())
        .allMatch(text -> !text.contains("Canary"));
  }

  @Test
  void what_holds_is_shown_without_secrets() {
    Configuration.Loaded loaded =
        ConfigCase.in(home)
            .env("GATEWAY_API_KEY", KEY)
            .env("ANTHROPIC_API_KEY", "sk-ant-api03-canary")
            .load();

    String shown =
        loaded.origins().entries()
            + Configuration.yaml(loaded)
            + loaded.config()
            + loaded.origins().notes();

    assertThat(shown).doesNotContain(KEY).doesNotContain("canary");
    assertThat(shown).contains("env:GATEWAY_API_KEY").contains("env:ANTHROPIC_API_KEY");
  }

  @Test
  void control_characters_of_a_file_do_not_reach_the_terminal() {
    ConfigInvalid refusal =
        ConfigCase.in(home).yaml("\"a\\e]52;c;x\\a\": 1\nprofile: \"\\e[2J\\u202e\"\n").refusal();

    assertThat(refusal.render(false).replace("\n", "").chars())
        .noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x202e);
  }

  @Test
  void a_file_that_would_grow_or_nest_without_bound_is_refused() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1);
      laughs.append(", *a").append(i - 1).append("]\n");
    }
    List<String> bombs =
        List.of(
            laughs.toString(),
            "a: " + "[".repeat(100_000),
            "{a: ".repeat(50_000),
            "a:\n" + "- ".repeat(50_000),
            "x: " + "y".repeat(2 << 20),
            "? ".repeat(50_000));
    for (String bomb : bombs) {
      assertThat(ConfigCase.in(home).yaml(bomb).refusal().problems()).isNotEmpty();
    }
  }

  @Test
  void at_most_twenty_problems_are_shown_and_the_rest_is_counted() {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      file.append("key").append(i).append("x: 1\n");
    }

    ConfigInvalid refusal = ConfigCase.in(home).yaml(file.toString()).refusal();

    assertThat(refusal.problems()).hasSize(20);
    assertThat(refusal.left()).isEqualTo(10);
    assertThat(refusal.render(false)).endsWith("... and 10 more");
  }

  @Test
  void garbage_is_refused_with_problems_and_nothing_else() throws IOException {
    Random random = new Random(SEED);
    byte[] sample = ConfigTypoTest.sample().getBytes(StandardCharsets.UTF_8);
    Path file = home.resolve("garbage.yaml");
    Map<String, String> variables = Map.of("HOME", home.toString(), "TEAM_KEY", KEY);
    for (int i = 0; i < 1500; i++) {
      byte[] bytes = sample.clone();
      for (int edit = random.nextInt(6); edit >= 0; edit--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(i % 2 == 0 ? 256 : 128);
      }
      Files.write(file, bytes);
      try {
        Configuration.load(new ConfigSources(file, variables, Map.of()));
      } catch (ConfigInvalid e) {
        assertThat(e.problems()).as("seed %d, round %d", SEED, i).isNotEmpty();
      }
    }
  }

  @Test
  void nothing_is_taken_from_the_working_directory() throws IOException {
    List<Problem> problems = new ArrayList<>();
    Path here = Path.of("sluice.yaml").toAbsolutePath();
    Path below = Path.of(".config/sluice/sluice.yaml").toAbsolutePath();
    assertThat(List.of(here, below)).noneMatch(Files::exists);
    Map<String, String> relative =
        Map.of("HOME", ".", "XDG_CONFIG_HOME", "config", "XDG_STATE_HOME", "x");
    try {
      Configuration.load(new ConfigSources(null, relative, Map.of()));
    } catch (ConfigInvalid e) {
      problems.addAll(e.problems());
    }

    assertThat(problems).singleElement().matches(problem -> problem.code().equals("C034"));
  }

  @Test
  void the_default_file_is_the_one_in_the_home_folder() throws IOException {
    Path file = home.resolve(".config/sluice/sluice.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "strict: true");

    Configuration.Loaded loaded = ConfigCase.in(home).load();

    assertThat(loaded.config().strict()).isTrue();
    assertThat(loaded.file()).isEqualTo(file);
  }
}
