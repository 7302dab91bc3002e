package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands around a gateway that runs in a process of its own, before the simulated provider. */
@DisabledOnOs(OS.WINDOWS)
final class RunningCommandsTest {
  private static final String CALL =
      """
      curl -s -o /dev/null "$ANTHROPIC_BASE_URL/v1/messages" -H 'content-type: application/json' \
       -H 'x-api-key: sk-ant-test' -H 'anthropic-version: 2023-06-01' \
       -H "$ANTHROPIC_CUSTOM_HEADERS" \
       -d '{"model":"claude-haiku-4-5","max_tokens":500,"messages":[{"role":"user","content":"hi"}]}'
      """;

  private static Simulator simulator;

  @TempDir Path home;

  @BeforeAll
  static void start_the_simulator() {
    simulator = Simulator.start(SimOptions.DEFAULT);
  }

  @AfterAll
  static void close_the_simulator() {
    simulator.close();
  }

  private Started start() throws IOException {
    return Started.in(
        home,
        "start",
        "--port",
        "0",
        "--upstream",
        simulator.address().toString(),
        "--data",
        data());
  }

  private String data() {
    return home.resolve("data").toString();
  }

  @Test
  void a_gateway_starts_tells_its_address_and_stops() throws Exception {
    try (Started gateway = start()) {
      String ready = gateway.line();
      assertThat(ready).matches("sluice ready on http://127\\.0\\.0\\.1:\\d+");
      String address = ready.substring("sluice ready on ".length());

      Ran status = Ran.in(home, "status", "--json", "--data", data());
      assertThat(status.code()).isZero();
      JsonNode json = JsonMapper.builder().build().readTree(status.out());
      assertThat(json.path("running").asBoolean()).isTrue();
      assertThat(json.path("pid").asLong()).isEqualTo(gateway.process.pid());
      assertThat(json.path("address").asString()).isEqualTo(address);

      Ran env = Ran.in(home, "env", "--shell", "bash", "--data", data());
      assertThat(env.out()).isEqualTo("export ANTHROPIC_BASE_URL='" + address + "'\n");

      Ran stop = Ran.in(home, "stop", "--data", data());
      assertThat(stop.code()).as(stop.err()).isZero();
      assertThat(gateway.code()).isZero();
      assertThat(Ran.in(home, "status", "--data", data()).code()).isEqualTo(4);
    }
  }

  @Test
  void a_second_gateway_on_the_same_data_is_refused_with_pid_and_folder() throws Exception {
    try (Started gateway = start()) {
      gateway.ready();

      Ran second = Ran.in(home, "start", "--port", "0", "--data", data());

      assertThat(second.code()).isEqualTo(1);
      assertThat(second.out()).isEmpty();
      assertThat(second.err()).contains("pid " + gateway.process.pid(), data(), "sluice stop");
    }
  }

  @Test
  void a_port_that_is_taken_is_named_with_its_holder() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());

      Ran ran = Ran.in(home, "start", "--port", port, "--data", data());

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("port " + port + " is in use", "--port N");
      assertThat(Ran.in(home, "sim", "--port", port).err()).contains("port " + port);
    }
  }

  @Test
  void a_signal_to_end_is_a_good_end() throws Exception {
    try (Started gateway = start();
        Started sim = Started.in(home, "sim", "--port", "0")) {
      gateway.ready();
      assertThat(sim.line()).startsWith("sluice sim ready on http://127.0.0.1:");

      gateway.terminate();
      sim.terminate();

      assertThat(gateway.code()).isZero();
      assertThat(sim.code()).isZero();
    }
  }

  @Test
  void run_starts_a_gateway_for_one_program_and_gives_a_receipt() throws Exception {
    // A reply is kept just after its last byte, so that the next call may still come too early.
    String until =
        "until "
            + CALL.replace("-o /dev/null", "-D -").strip()
            + " | grep -q ': hit'; do :; done\n";
    String script = until + "echo \"$ANTHROPIC_BASE_URL\"; cat; exit 7";
    try (Started run =
        Started.in(
            home,
            "run",
            "--port",
            "0",
            "--upstream",
            simulator.address().toString(),
            "--data",
            data(),
            "--",
            "sh",
            "-c",
            script)) {
      run.process.outputWriter().append("typed\n").close();

      URI address = URI.create(run.line());
      assertThat(address.getHost()).isEqualTo("127.0.0.1");
      assertThat(run.line()).isEqualTo("typed");
      assertThat(run.code()).isEqualTo(7);
    }
    assertThat(Files.readString(home.resolve("err-run")))
        .matches("(?s)sluice: \\d+ requests  \\$.*  1 answered from cache  saved \\$.*")
        .hasLineCount(1);
    assertThat(Ran.in(home, "status", "--data", data()).code()).isEqualTo(4);
    assertThat(Ran.in(home, "stats", "--by", "tag", "--data", data()).out())
        .containsPattern("run-\\S+ +\\d+ +1 ");
  }

  @Test
  void run_uses_the_gateway_that_runs_and_leaves_it() throws Exception {
    try (Started gateway = start()) {
      URI address = gateway.ready();
      try (Started run =
          Started.in(home, "run", "--data", data(), "--", "sh", "-c", CALL + "env")) {
        StringBuilder environment = new StringBuilder();
        for (String line = run.line(); !line.equals("null"); line = run.line()) {
          environment.append(line).append('\n');
        }
        assertThat(environment)
            .contains(
                "ANTHROPIC_BASE_URL=" + address + "\n", "ANTHROPIC_CUSTOM_HEADERS=x-sluice-tag");
        assertThat(run.code()).isZero();
      }
      assertThat(Files.readString(home.resolve("err-run"))).startsWith("sluice: 1 request  $");
      assertThat(Ran.in(home, "status", "--data", data()).code()).isZero();
    }
  }

  @Test
  void a_program_that_does_not_exist_is_named() throws Exception {
    Ran ran =
        Ran.with(
            home,
            Map.of("PATH", "/usr/bin:/bin"),
            "run",
            "--port",
            "0",
            "--data",
            data(),
            "--",
            "no-such-program");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("no such program: no-such-program");
  }

  @Test
  void the_doctor_finds_what_is_well_and_what_is_not() throws Exception {
    try (Started gateway = start()) {
      URI address = gateway.ready();
      String upstream = simulator.address().toString();

      Ran well =
          Ran.with(
              home,
              Map.of("ANTHROPIC_BASE_URL", address.toString()),
              "doctor",
              "--json",
              "--port",
              Integer.toString(address.getPort()),
              "--upstream",
              upstream,
              "--data",
              data());
      Ran dead =
          Ran.in(
              home, "doctor", "--port", "0", "--upstream", "http://127.0.0.1:1", "--data", data());

      assertThat(well.code()).as(well.out()).isZero();
      assertThat(well.out()).contains("points here", "well on " + address, "\"ok\":true");
      assertThat(dead.code()).isEqualTo(5);
      assertThat(dead.out()).contains("✗ upstream anthropic: http://127.0.0.1:1 does not answer");
    }
  }
}
