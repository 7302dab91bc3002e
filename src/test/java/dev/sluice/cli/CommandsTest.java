package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that need no gateway, run inside this process. */
final class CommandsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path home;

  @Test
  void nothing_typed_shows_the_commands_and_is_a_usage_error() {
    Ran ran = Ran.in(home);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("Usage: sluice COMMAND").contains("doctor");
  }

  @Test
  void a_mistyped_command_gets_a_suggestion() {
    Ran ran = Ran.in(home, "strat");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo("sluice: unknown command: strat\n  did you mean: sluice start\n");
  }

  @Test
  void the_first_word_of_a_command_of_two_leads_to_it() {
    assertThat(Ran.in(home, "config").err()).contains("did you mean: sluice config show");
  }

  @Test
  void a_word_far_from_all_commands_gets_none() {
    Ran ran = Ran.in(home, "xylophone");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("see: sluice --help");
  }

  @Test
  void a_mistyped_option_gets_a_suggestion() {
    Ran ran = Ran.in(home, "start", "--prot", "9000");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("unknown option: --prot (did you mean --port?)");
  }

  @Test
  void a_value_that_does_not_fit_names_those_that_do() {
    Ran ran = Ran.in(home, "start", "--profile", "fast");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--profile fast (expected: observe, safe, balanced, aggressive)");
  }

  @Test
  void a_port_that_is_no_number_is_a_usage_error() {
    Ran ran = Ran.in(home, "start", "--port", "eighty");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--port eighty (expected: a whole number)");
  }

  @Test
  void run_without_a_program_is_a_usage_error() {
    assertThat(Ran.in(home, "run").code()).isEqualTo(2);
    assertThat(Ran.in(home, "run", "--").code()).isEqualTo(2);
  }

  @Test
  void version_is_one_line_and_json_on_demand() {
    assertThat(Ran.in(home, "version").out()).startsWith("sluice ").hasLineCount(1);
    assertThat(Ran.in(home, "--version").out()).isEqualTo(Ran.in(home, "version").out());
    JsonNode json = JSON.readTree(Ran.in(home, "version", "--json").out());
    assertThat(json.path("schema").asInt()).isEqualTo(1);
    assertThat(json.path("version").asString()).isNotEmpty();
  }

  @Test
  void a_valid_file_is_valid() throws IOException {
    Path file = Files.writeString(home.resolve("a.yaml"), "listen: {port: 9000}\n");

    Ran ran = Ran.in(home, "validate", file.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(file + ": valid\n");
  }

  @Test
  void every_problem_of_a_file_is_told_with_its_place() throws IOException {
    Path file = Files.writeString(home.resolve("a.yaml"), "listen:\n  prot: 1\nprofile: fast\n");

    Ran ran = Ran.in(home, "validate", file.toString());
    Ran json = Ran.in(home, "validate", "--format", "json", file.toString());

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).contains("C012", "a.yaml:2:3", "did you mean `port`", "a.yaml:3:10");
    assertThat(json.code()).isEqualTo(3);
    JsonNode problems = JSON.readTree(json.out());
    assertThat(problems).hasSize(2);
    assertThat(problems.get(0).path("code").asString()).isEqualTo("C012");
  }

  @Test
  void a_wrong_configuration_does_not_start() throws IOException {
    Path file = Files.writeString(home.resolve("a.yaml"), "listen: {port: 70000}\nx: 1\n");

    Ran ran = Ran.in(home, "start", "--config", file.toString());

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("70000", "unknown key `x`", "has 2 problems");
  }

  @Test
  void the_configuration_shows_where_each_value_comes_from() throws IOException {
    Path file = Files.writeString(home.resolve("a.yaml"), "limits: {drain: 5s}\n");

    Ran ran =
        Ran.with(
            home,
            Map.of("SLUICE_LISTEN_HOSTS", "box.local"),
            "config",
            "show",
            "--origins",
            "--port",
            "9000",
            "--config",
            file.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .containsPattern("listen\\.port: 9000 +# flag")
        .containsPattern("listen\\.hosts: box\\.local +# env SLUICE_LISTEN_HOSTS")
        .containsPattern("limits\\.drain: 5s +# .*a\\.yaml:1")
        .containsPattern("listen\\.host: 127\\.0\\.0\\.1 +# default");
  }

  @Test
  void the_options_of_start_reach_the_configuration() {
    Ran ran =
        Ran.in(
            home,
            ("config show --json --upstream http://127.0.0.1:4010/v1 --port 1 --host 127.0.0.2"
                    + " --data data --profile observe --log-level debug")
                .split(" "));

    JsonNode values = JSON.readTree(ran.out()).path("values");
    assertThat(value(values, "providers.anthropic.endpoint")).isEqualTo("http://127.0.0.1:4010");
    assertThat(value(values, "listen.port")).isEqualTo("1");
    assertThat(value(values, "listen.host")).isEqualTo("127.0.0.2");
    assertThat(value(values, "data")).isEqualTo(Path.of("data").toAbsolutePath().toString());
    assertThat(value(values, "profile")).isEqualTo("observe");
    assertThat(value(values, "log.level")).isEqualTo("debug");
  }

  @Test
  void an_environment_file_comes_under_the_environment() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("vars"), "SLUICE_LISTEN_PORT=1\nexport SLUICE_LOG_LEVEL='warn'\n");

    Ran ran =
        Ran.with(
            home,
            Map.of("SLUICE_LISTEN_PORT", "2"),
            "config",
            "show",
            "--json",
            "--env-file",
            file.toString());

    JsonNode values = JSON.readTree(ran.out()).path("values");
    assertThat(value(values, "listen.port")).isEqualTo("2");
    assertThat(value(values, "log.level")).isEqualTo("warn");
  }

  @Test
  void a_missing_environment_file_is_a_problem_of_the_configuration() {
    Ran ran = Ran.in(home, "start", "--env-file", home.resolve("none").toString());

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("none");
  }

  @Test
  void a_code_is_explained_and_codes_are_listed() {
    assertThat(Ran.in(home, "explain", "c012").out()).startsWith("C012: unknown key");
    assertThat(Ran.in(home, "explain").out()).contains("C001", "C012");
    assertThat(Ran.in(home, "explain", "C999").code()).isEqualTo(2);
  }

  @Test
  void without_a_gateway_status_env_and_stop_say_so() {
    for (String command : new String[] {"status", "env", "stop"}) {
      Ran ran = Ran.in(home, command, "--data", home.resolve("data").toString());

      assertThat(ran.code()).as(command).isEqualTo(4);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("no gateway runs", "sluice start");
    }
    Ran json = Ran.in(home, "status", "--json", "--data", home.toString());
    assertThat(json.code()).isEqualTo(4);
    assertThat(JSON.readTree(json.out()).path("running").asBoolean()).isFalse();
  }

  @Test
  void without_a_ledger_stats_are_empty_with_a_hint() {
    Ran ran = Ran.in(home, "stats", "--json", "--data", home.resolve("data").toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains("no ledger yet");
    JsonNode json = JSON.readTree(ran.out());
    assertThat(json.path("schema").asInt()).isEqualTo(1);
    assertThat(json.path("totals").path("calls").asInt()).isZero();
    assertThat(ran.out()).contains("\"cost_usd\":0.000000000");
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void a_time_that_is_none_is_a_usage_error() {
    Ran ran = Ran.in(home, "stats", "--since", "lunch", "--data", home.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--since lunch", "7d");
  }

  @Test
  void traces_are_shown_only_when_debugging() {
    assertThat(Ran.in(home, "start", "--port", "x").err()).doesNotContain("\tat ");
    assertThat(Ran.with(home, Map.of("SLUICE_DEBUG", "1"), "start", "--port", "x").err())
        .contains("\tat ");
  }

  private static String value(JsonNode values, String path) {
    for (JsonNode value : values) {
      if (value.path("path").asString("").equals(path)) {
        return value.path("value").asString("");
      }
    }
    return "absent";
  }
}
