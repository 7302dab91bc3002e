package dev.sluice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What holds for every SDK: a program sees the same through the gateway as straight at the
 * provider, and the provider sees the same requests.
 *
 * <p>All scenarios run once, at the same time, each both ways; the tests then compare.
 */
@Tag("clients")
@TestInstance(Lifecycle.PER_CLASS)
abstract class SdkContract {
  private static final String DIRECT = "direct ";
  private static final String THROUGH = "through ";
  private final ClientProgram program;
  private Map<String, JsonNode> seen = Map.of();
  private Sightings direct = new Sightings(List.of());
  private Sightings behind = new Sightings(List.of());

  SdkContract(ClientProgram program) {
    this.program = program;
  }

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @BeforeAll
  void run_every_scenario_both_ways(@TempDir Path data) throws Exception {
    try (Arena arena = Arena.open(data)) {
      List<Job> jobs = new ArrayList<>();
      for (Scenario scenario : scenarios()) {
        prepare(arena, scenario);
        jobs.add(job(DIRECT, arena.provider().toString(), scenario));
        jobs.add(job(THROUGH, arena.gateway().toString(), scenario));
      }
      seen = program.run(jobs);
      direct = arena.seenDirectly();
      behind = arena.seenBehind();
    }
  }

  private static void prepare(Arena arena, Scenario scenario) throws Exception {
    arena.fault(scenario.fault(), scenario.mark());
    if (scenario.mode().startsWith("tools") || scenario.mode().startsWith("toolstream")) {
      arena.answer(toolCall(scenario.mark()));
    }
  }

  /** A call with an id that is the same at both providers, so that the next request is too. */
  private static String toolCall(String mark) {
    return """
    {"match": {"contains": "%s"}, "times": 1, "content": [
      {"type": "text", "text": "I look out of the window."},
      {"type": "tool_use", "id": "toolu_01rain", "name": "get_weather",
       "input": {"place": "Zürich"}}]}
    """
        .formatted(mark);
  }

  private static Job job(String way, String address, Scenario scenario) {
    return new Job(
        way + scenario,
        address,
        "sk-ant-test-0123456789",
        scenario.mode(),
        "Write 60 words about rain. " + scenario.mark(),
        "claude-sonnet-5",
        Map.of("x-scenario", scenario.name()),
        scenario.fault().silent() ? 1_000 : 20_000,
        2);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void the_client_sees_the_same(Scenario scenario) {
    Seen alone = seen(DIRECT + scenario);
    Seen through = seen(THROUGH + scenario);

    switch (scenario.outcome()) {
      case SAME -> assertThat(through.everything()).isEqualTo(alone.everything());
      case SAME_FAILURE -> assertThat(through.failure()).isNotEmpty().isEqualTo(alone.failure());
      case FAILS -> assertThat(through.failure()).isNotEmpty();
    }
  }

  private Seen seen(String job) {
    return new Seen(Objects.requireNonNull(seen.get(job)));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void the_provider_sees_the_same_requests(Scenario scenario) {
    List<String> expected = direct.exact(scenario.name());

    assertThat(expected).isNotEmpty();
    assertThat(behind.exact(scenario.name())).isEqualTo(expected);
  }
}
