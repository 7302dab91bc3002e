package dev.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The control API. */
final class ControlTest {
  private static final String BODY =
      """
      {"model":"claude-sonnet-5","max_tokens":900,"stream":true,
       "messages":[{"role":"user","content":"in 100 words"}]}\
      """;

  private static Simulator simulator;
  private static SimClient client;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimOptions.DEFAULT);
    client = new SimClient(simulator.address());
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void reset() {
    client.post("/__sim/reset", "");
  }

  @Test
  void it_explains_itself() {
    assertThat(client.get("/__sim/").json().path("fault names").asString()).contains("overloaded");
    assertThat(client.get("/__sim/nothing").status()).isEqualTo(404);
  }

  @Test
  void pages_in_a_browser_are_refused() {
    assertThat(client.get("/__sim/bill", "origin", "http://evil.example").status()).isEqualTo(403);
  }

  @Test
  void the_clock_can_be_set_and_bad_input_is_explained() {
    JsonNode clock = client.post("/__sim/clock", "{\"set\":\"2027-01-01T00:00:00Z\"}").json();

    assertThat(clock.path("now").asString()).startsWith("2027-01-01T00:00:0");
    assertThat(client.post("/__sim/clock", "{\"advance\":\"soon\"}").message())
        .isEqualTo("clock.advance: \"soon\" (expected: a number with ms, s, m, h or d)");
  }

  @Test
  void a_pace_spreads_a_stream_and_changes_none_of_it() {
    String atOnce = SseText.of(client.message(BODY).text());
    client.post("/__sim/pace", "{\"eventDelayMs\":1,\"firstByteMs\":2,\"tokensPerSecond\":20000}");

    assertThat(SseText.of(client.message(BODY).text())).isEqualTo(atOnce);
    assertThat(SseText.of(client.message(BODY, "x-sim-pace", "eventDelayMs=2").text()))
        .isEqualTo(atOnce);
  }

  @Test
  void accounts_share_a_workspace_where_they_are_placed() {
    client.post("/__sim/accounts", "{\"credential\":\"placed-1\",\"workspace\":\"w1\"}");
    client.post("/__sim/accounts", "{\"credential\":\"placed-2\",\"workspace\":\"w1\"}");
    String body =
        """
        {"model":"claude-sonnet-5-5","max_tokens":9,"cache_control":{"type":"ephemeral"},
         "messages":[{"role":"user","content":"%s"}]}\
        """
            .replace("%s", "many words ".repeat(400));

    client.message(body, "x-api-key", "placed-1");
    JsonNode shared = client.message(body, "x-api-key", "placed-2").json();
    JsonNode apart = client.message(body, "x-api-key", "elsewhere").json();

    assertThat(shared.at("/usage/cache_read_input_tokens").asInt()).isPositive();
    assertThat(apart.at("/usage/cache_read_input_tokens").asInt()).isZero();
    assertThat(
            client.message(body, "x-api-key", "placed-1", "anthropic-workspace-id", "w2").status())
        .isEqualTo(403);
  }

  @Test
  void many_streams_at_once_are_all_whole_and_all_billed() throws Exception {
    String expected = SseText.of(client.message(BODY).text());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> replies =
          IntStream.range(0, 300)
              .mapToObj(_ ->
                  threads.submit(() -> client.message(BODY, "x-sim-pace", "eventDelayMs=1").text()))
              .toList();
      for (Future<String> reply : replies) {
        assertThat(SseText.of(reply.get())).isEqualTo(expected);
      }
    }

    assertThat(client.bill().path("requests").asInt()).isEqualTo(301);
    assertThat(client.get("/__sim/requests?limit=1000").json().path("count").asInt())
        .isEqualTo(301);
  }

  @Test
  void an_upload_can_fail_too() {
    assertThat(client.post("/v1/files", "x", "x-sim-fault", "overloaded").status()).isEqualTo(529);
  }

  @Test
  void two_simulators_of_one_seed_say_the_same() {
    try (Simulator other = Simulator.start(new SimOptions("127.0.0.1", 0, 1))) {
      String here = SseText.of(client.message(BODY).text());
      String there = SseText.of(new SimClient(other.address()).message(BODY).text());

      assertThat(there).isEqualTo(here);
    }
  }
}
