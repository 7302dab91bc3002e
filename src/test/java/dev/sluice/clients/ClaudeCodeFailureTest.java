package dev.sluice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * How Claude Code takes failures (spec clients section 2): the same through the gateway as without
 * it, in what it tells its user and in the requests that it makes. One retry each, to keep it
 * short.
 */
@Tag("clients")
@TestInstance(Lifecycle.PER_CLASS)
final class ClaudeCodeFailureTest {
  private static final List<String> SHOWN =
      List.of("result", "is_error", "subtype", "api_error_status", "num_turns", "stop_reason");
  private final Map<Fault, List<String>> direct = new HashMap<>();
  private final Map<Fault, List<String>> through = new HashMap<>();
  private Sightings directRequests = new Sightings(List.of());
  private Sightings throughRequests = new Sightings(List.of());

  static List<Fault> faults() {
    Stream<Fault> statuses =
        Stream.of(400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529)
            .map(Fault::status);
    Stream<Fault> others =
        Stream.of(
            Fault.NONE,
            Fault.status(429).with("retry-after", "1").once(),
            Fault.status(429).with("retry-after", "61"),
            Fault.status(401).with("x-should-retry", "false"),
            Fault.status(529).with("x-should-retry", "false"),
            Fault.of("error-first").once(),
            Fault.of("error-mid-stream").once(),
            Fault.of("reset-before-headers").once(),
            Fault.of("reset-mid-stream").once(),
            Fault.of("clean-cut").once(),
            Fault.of("html-200").once(),
            Fault.of("json-for-stream").once(),
            Fault.of("sse-without-event-lines").once(),
            Fault.of("stall-before-headers").once());
    return Stream.concat(statuses, others).toList();
  }

  @BeforeAll
  void run_every_failure_both_ways(@TempDir Path folder) throws Exception {
    try (Arena arena = Arena.open(folder.resolve("data"));
        ExecutorService some = Executors.newFixedThreadPool(4)) {
      arena.answer("{\"times\": -1, \"text\": \"Rain falls.\"}");
      Map<Fault, Future<JsonNode>> alone = new LinkedHashMap<>();
      Map<Fault, Future<JsonNode>> behind = new LinkedHashMap<>();
      int number = 100;
      for (Fault fault : faults()) {
        arena.fault(fault, mark(fault));
        number++;
        Path home = folder.resolve("direct-" + number);
        alone.put(fault, start(some, arena.provider(), fault, home));
        home = folder.resolve("behind-" + number);
        behind.put(fault, start(some, arena.gateway(), fault, home));
      }
      collect(alone, direct);
      collect(behind, through);
      directRequests = arena.seenDirectly();
      throughRequests = arena.seenBehind();
    }
  }

  private static String mark(Fault fault) {
    return "[claude " + fault + "]";
  }

  /** Starts a run in a home of its own; all homes have paths of the same length. */
  private static Future<JsonNode> start(ExecutorService pool, URI address, Fault fault, Path folder)
      throws IOException {
    ClaudeCode claude =
        new ClaudeCode(folder)
            .with("CLAUDE_CODE_MAX_RETRIES", "1")
            .with("ANTHROPIC_CUSTOM_HEADERS", "x-scenario: " + mark(fault));
    if (fault.silent()) {
      claude.with("API_TIMEOUT_MS", "1500");
    }
    return pool.submit(() -> claude.ask(address, "Describe rain. " + mark(fault)));
  }

  private static void collect(Map<Fault, Future<JsonNode>> runs, Map<Fault, List<String>> shown)
      throws Exception {
    for (Map.Entry<Fault, Future<JsonNode>> run : runs.entrySet()) {
      JsonNode seen = run.getValue().get();
      shown.put(run.getKey(), SHOWN.stream().map(name -> shown(name, seen.path(name))).toList());
    }
  }

  /** Where Claude Code names the address that it talks to, only the port may differ. */
  private static String shown(String name, JsonNode value) {
    return name + ": " + value.toString().replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void the_user_sees_the_same(Fault fault) {
    assertThat(through.get(fault)).isEqualTo(direct.get(fault));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void the_provider_sees_the_same_requests(Fault fault) {
    List<String> expected = directRequests.shapes(mark(fault));

    assertThat(expected).isNotEmpty();
    assertThat(throughRequests.shapes(mark(fault))).isEqualTo(expected);
  }
}
