package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BenchCommandTest {
  @TempDir Path home;

  @Test
  void a_workload_is_shown_run_by_run_and_goal_by_goal() {
    Ran ran = Ran.in(home, "bench", "savings", "--workload", "interview", "--profile", "observe");

    assertThat(ran.out())
        .contains("interview: a talk of 25 turns", "sluice (observe)", "MISS  at least 65 %")
        .containsPattern("direct +25 +25 +\\d")
        .contains("PASS  ledger and bill agree to the nano-dollar: equal");
    assertThat(ran.err()).contains("interview: a goal missed");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void programs_get_everything_as_json() {
    Ran ran = Ran.in(home, "bench", "savings", "--workload", "coding-agent-marked", "--json");

    JsonNode json = JsonMapper.builder().build().readTree(ran.out());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(json.path("schema").asInt()).isEqualTo(1);
    assertThat(json.path("met").asBoolean()).isTrue();
    JsonNode workload = json.path("workloads").path(0);
    assertThat(workload.path("name").asString()).isEqualTo("coding-agent-marked");
    assertThat(workload.path("runs").size()).isEqualTo(2);
    assertThat(workload.at("/runs/1/tokens")).isEqualTo(workload.at("/runs/0/tokens"));
    assertThat(workload.at("/runs/1/ledger_cost_usd")).isEqualTo(workload.at("/runs/1/cost_usd"));
    assertThat(workload.at("/goals/0/met").asBoolean()).isTrue();
  }

  @Test
  void an_unknown_workload_is_a_usage_error_that_lists_them() {
    Ran ran = Ran.in(home, "bench", "savings", "--workload", "nothing");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("no workload nothing", "coding-agent, coding-agent-marked");
  }
}
