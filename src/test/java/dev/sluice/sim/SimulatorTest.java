package dev.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The simulator as a client of the API sees it. */
final class SimulatorTest {
  private static final String SAY_HI =
      """
      {"model":"claude-sonnet-5","max_tokens":100,"messages":[{"role":"user","content":"say hi"}]}\
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
  void a_plain_message_is_answered_with_text_and_usage() {
    SimClient.Reply reply = client.message(SAY_HI);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsKeys("request-id", "anthropic-ratelimit-requests-limit");
    JsonNode message = reply.json();
    assertThat(message.path("content").path(0).path("text").asString())
        .isEqualTo("Hi! How can I help you today?");
    assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
    assertThat(message.path("usage").path("input_tokens").asInt()).isPositive();
    assertThat(message.path("usage").path("cache_creation").size()).isEqualTo(2);
  }

  @Test
  void a_streamed_message_has_the_same_text() {
    String text = client.message(SAY_HI.replace("{\"model", "{\"stream\":true,\"model")).text();

    assertThat(text).startsWith("event: message_start\n").endsWith("}\n\n");
    assertThat(text).contains("event: ping", "event: message_delta", "event: message_stop");
    assertThat(SseText.of(text)).isEqualTo("Hi! How can I help you today?");
  }

  @Test
  void the_same_request_gives_the_same_text_under_another_id() {
    String body = SAY_HI.replace("say hi", "Explain the plan");

    JsonNode first = client.message(body).json();
    JsonNode second = client.message(body).json();

    assertThat(second.path("content")).isEqualTo(first.path("content"));
    assertThat(second.path("id")).isNotEqualTo(first.path("id"));
  }

  @Test
  void the_bill_adds_up() {
    JsonNode usage = client.message(SAY_HI).json().path("usage");

    JsonNode bill = client.bill();

    long expected =
        usage.path("input_tokens").asLong() * 2_000 + usage.path("output_tokens").asLong() * 10_000;
    assertThat(bill.path("nanoDollars").asLong()).isEqualTo(expected);
    assertThat(bill.path("models").path("claude-sonnet-5").path("requests").asInt()).isOne();
  }

  @Test
  void a_request_without_credential_or_version_is_refused() {
    assertThat(client.message(SAY_HI, "x-api-key", "").status()).isEqualTo(401);
    assertThat(client.message(SAY_HI, "anthropic-version", "").status()).isEqualTo(400);
    assertThat(client.message(SAY_HI, "x-api-key", "", "authorization", "Bearer k").status())
        .isEqualTo(200);
  }

  @Test
  void requests_are_remembered_with_their_hash_and_end() {
    client.message(SAY_HI);

    JsonNode seen = client.requests().path(0);

    assertThat(seen.path("target").asString()).isEqualTo("/v1/messages");
    assertThat(seen.path("body").asString()).isEqualTo(SAY_HI);
    assertThat(seen.path("ended").asString()).isEqualTo("complete");
  }
}
