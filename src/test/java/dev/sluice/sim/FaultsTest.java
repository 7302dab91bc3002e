package dev.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Faults as a client meets them. */
final class FaultsTest {
  private static final String BODY =
      """
      {"model":"claude-sonnet-5","max_tokens":300,"messages":[{"role":"user","content":"in 60 words"}]}\
      """;
  private static final String STREAM = BODY.replace("{\"model", "{\"stream\":true,\"model");

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
  void a_named_fault_strikes_the_request_that_asks_for_it() {
    SimClient.Reply reply = client.message(BODY, "x-sim-fault", "rate-limited;retry-after=2");

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.headers()).containsEntry("retry-after", "2");
    assertThat(reply.json().path("error").path("type").asString()).isEqualTo("rate_limit_error");
    assertThat(client.bill().path("requests").asInt()).isZero();
  }

  @Test
  void a_scripted_fault_strikes_as_often_as_it_says() {
    client.post(
        "/__sim/faults",
        """
        {"match":{"path":"/v1/messages","model":"claude-sonnet","contains":"60"},"times":2,
         "fault":{"kind":"status","status":529}}\
        """);

    assertThat(client.message(BODY.replace("60", "10")).status()).isEqualTo(200);
    assertThat(client.message(BODY).status()).isEqualTo(529);
    assertThat(client.message(BODY).status()).isEqualTo(529);
    assertThat(client.message(BODY).status()).isEqualTo(200);
  }

  @Test
  void an_error_event_ends_a_stream_in_the_middle() {
    String text = client.message(STREAM, "x-sim-fault", "error-mid-stream;after=5").text();

    assertThat(SseText.events(text)).hasSize(6);
    assertThat(text).contains("event: error\n", "overloaded_error").doesNotContain("message_stop");
    assertThat(client.bill().path("requests").asInt()).isOne();
  }

  @Test
  void an_error_event_becomes_a_status_where_nothing_is_streamed() {
    assertThat(client.message(BODY, "x-sim-fault", "error-mid-stream").status()).isEqualTo(529);
  }

  @Test
  void a_clean_cut_ends_a_stream_as_if_all_were_well() {
    SimClient.Reply reply = client.message(STREAM, "x-sim-fault", "clean-cut;after=6");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(SseText.events(reply.text())).hasSize(6);
  }

  @Test
  void a_reset_is_a_reset_and_not_an_end() throws IOException {
    assertThatThrownBy(() -> raw("reset-mid-stream;after=4"))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThatThrownBy(() -> raw("reset-before-headers"))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThatThrownBy(() -> raw("reset-after-headers"))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  @Test
  void garbage_comes_with_status_200() {
    assertThat(client.message(STREAM, "x-sim-fault", "html-200").headers())
        .containsEntry("content-type", "text/html");
    assertThat(client.message(STREAM, "x-sim-fault", "json-for-stream").json().path("type"))
        .hasToString("\"message\"");
    assertThat(client.message(STREAM, "x-sim-fault", "sse-without-event-lines").text())
        .doesNotContain("event:")
        .contains("message_stop");
    assertThatThrownBy(() -> client.message(BODY, "x-sim-fault", "broken-json").json())
        .isInstanceOf(tools.jackson.core.JacksonException.class);
  }

  @Test
  void a_stall_goes_on_when_its_time_is_over() {
    assertThat(client.message(STREAM, "x-sim-fault", "stall-mid-stream;ms=5").text())
        .contains("message_stop");
    assertThat(client.message(BODY, "x-sim-fault", "stall-before-headers;ms=5").status())
        .isEqualTo(200);
    assertThat(client.message(BODY, "x-sim-fault", "stall-after-headers;ms=5").json()).isNotEmpty();
  }

  @Test
  void an_unknown_fault_is_refused_with_the_names() {
    assertThat(client.message(BODY, "x-sim-fault", "nonsense").message()).contains("overloaded");
  }

  @Test
  void a_client_that_leaves_is_noticed_and_billed_for_what_it_got() throws Exception {
    try (Socket socket = open("", "x-sim-pace: eventDelayMs=10")) {
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    JsonNode seen = client.requests().path(0);
    for (int i = 0; i < 1_000 && seen.path("ended").asString().isEmpty(); i++) {
      seen = client.requests().path(0);
    }
    assertThat(seen.path("ended").asString()).isEqualTo("client gone");
    assertThat(seen.path("endedNanos").asLong()).isPositive();
    JsonNode line = client.bill().path("lines").path(0);
    assertThat(line.path("ended").asString()).isEqualTo("client gone");
    assertThat(line.path("tokens").path("output").asLong()).isLessThan(60);
  }

  private static String raw(String fault) throws IOException {
    try (Socket socket = open("x-sim-fault: " + fault, "x-none: 1");
        InputStream in = socket.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Socket open(String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.address().getPort());
    StringBuilder head = new StringBuilder("POST /v1/messages HTTP/1.1\r\nhost: sim\r\n");
    head.append("x-api-key: k\r\nanthropic-version: 2023-06-01\r\n");
    for (String header : headers) {
      head.append(header.isEmpty() ? "" : header + "\r\n");
    }
    head.append("content-length: ").append(STREAM.length()).append("\r\n\r\n").append(STREAM);
    socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
