package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DemoCommandTest {
  @TempDir Path home;

  @Test
  void the_demo_saves_money_and_agrees_with_the_bill() {
    Ran ran = Ran.in(home, "demo");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("40/40");
    assertThat(ran.out())
        .containsPattern("calls +40\n")
        .containsPattern("answered from Sluice's cache +[1-9]\\d?\n")
        .containsPattern("saved by +exchanges.*\n(?s).*exact +[1-9]\\d? +0 +\\$0.00 +\\$0.0\\d+ ")
        .containsPattern("prompt-cache +[1-9]\\d? +0 +\\$0.00 +\\$0.0\\d+ ")
        .contains("agree to the nano-dollar", "./sluice run -- claude");
  }

  @Test
  void its_figures_are_there_for_programs_and_its_ledger_can_be_kept() throws Exception {
    Ran ran = Ran.in(home, "demo", "--json", "--calls", "10", "--keep");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    JsonNode json = JsonMapper.builder().build().readTree(ran.out());
    assertThat(json.path("agrees").asBoolean()).isTrue();
    assertThat(json.path("calls").asInt()).isEqualTo(10);
    Path data = Path.of(json.path("data").asString());
    try {
      Ran stats = Ran.in(home, "stats", "--by", "agent", "--data", data.toString());
      assertThat(stats.out()).contains("desk-agent", "coder-agent", "saved by exact");
    } finally {
      Folders.delete(data);
    }
    assertThat(Files.exists(data)).isFalse();
  }

  @Test
  void no_calls_is_a_usage_error() {
    assertThat(Ran.in(home, "demo", "--calls", "0").code()).isEqualTo(2);
  }
}
