package dev.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.json.Json;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Models, batches, files, sessions and what is nowhere. */
final class ResourcesTest {
  private static final String BATCH =
      """
      {"requests":[
       {"custom_id":"a","params":{"model":"claude-sonnet-5","max_tokens":50,
        "messages":[{"role":"user","content":"say hi"}]}},
       {"custom_id":"b","params":{"model":"claude-sonnet-5","messages":[]}}]}\
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
  void models_come_in_pages() {
    JsonNode first = client.get("/v1/models?limit=5").json();
    String last = first.path("last_id").asString();
    JsonNode second = client.get("/v1/models?limit=1000&after_id=" + last).json();
    JsonNode back = client.get("/v1/models?limit=2&before_id=" + last).json();

    assertThat(first.path("data")).hasSize(5);
    assertThat(first.path("has_more").asBoolean()).isTrue();
    assertThat(second.path("has_more").asBoolean()).isFalse();
    assertThat(first.path("data").size() + second.path("data").size()).isEqualTo(19);
    assertThat(back.path("last_id")).isEqualTo(first.path("data").path(3).path("id"));
  }

  @Test
  void one_model_has_its_capabilities() {
    JsonNode model = client.get("/v1/models/claude-opus-5-5").json();

    assertThat(model.path("display_name").asString()).isEqualTo("Claude Opus 5.5");
    assertThat(model.at("/capabilities/thinking/types/disabled/supported").asBoolean()).isFalse();
    assertThat(client.get("/v1/models/gpt-5").status()).isEqualTo(404);
  }

  @Test
  void a_batch_is_answered_at_half_price_with_an_absolute_results_url() {
    JsonNode batch = client.post("/v1/messages/batches", BATCH).json();
    URI results = URI.create(batch.path("results_url").asString());
    List<JsonNode> lines = client.get(results.getPath()).text().lines().map(Json::parse).toList();

    assertThat(results.toString()).startsWith(simulator.address().toString());
    assertThat(batch.at("/request_counts/succeeded").asInt()).isOne();
    assertThat(batch.at("/request_counts/errored").asInt()).isOne();
    assertThat(lines).hasSize(2);
    JsonNode usage = lines.get(1).at("/result/message/usage");
    assertThat(usage.path("service_tier").asString()).isEqualTo("batch");
    assertThat(client.bill().path("nanoDollars").asLong())
        .isEqualTo(
            usage.path("input_tokens").asLong() * 1_000
                + usage.path("output_tokens").asLong() * 5_000);
  }

  @Test
  void a_batch_that_takes_time_can_be_canceled_and_deleted_when_it_has_ended() {
    client.post("/__sim/batches", "{\"processingMs\":60000}");
    String one = client.post("/v1/messages/batches", BATCH).json().path("id").asString();
    String two = client.post("/v1/messages/batches", BATCH).json().path("id").asString();
    String path = "/v1/messages/batches/";

    assertThat(client.get(path + one).json().path("processing_status").asString())
        .isEqualTo("in_progress");
    assertThat(client.get(path + one + "/results").status()).isEqualTo(409);
    assertThat(client.send("DELETE", path + one, null).status()).isEqualTo(409);
    client.post(path + two + "/cancel", "");
    assertThat(client.get(path + two).json().at("/request_counts/canceled").asInt()).isEqualTo(2);
    client.post("/__sim/clock", "{\"advance\":\"2m\"}");
    assertThat(client.get(path + one).json().path("processing_status").asString())
        .isEqualTo("ended");
    assertThat(client.get("/v1/messages/batches?limit=1").json().path("has_more").asBoolean())
        .isTrue();
    assertThat(client.send("DELETE", path + one, null).status()).isEqualTo(200);
    assertThat(client.get(path + one, "x-api-key", "someone-else").status()).isEqualTo(404);
  }

  @Test
  void a_file_goes_up_comes_down_and_goes_away() {
    String content = "0123456789".repeat(300_000);
    String body =
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\n"
            + content
            + "\r\n--X--\r\n";

    JsonNode file =
        client.post("/v1/files", body, "content-type", "multipart/form-data; boundary=X").json();
    String path = "/v1/files/" + file.path("id").asString();

    assertThat(file.path("size_bytes").asLong()).isEqualTo(content.length());
    assertThat(file.path("filename").asString()).isEqualTo("n.txt");
    assertThat(client.get(path + "/content").text()).isEqualTo(content);
    assertThat(client.get(path + "/content").headers()).containsEntry("content-type", "text/plain");
    assertThat(client.get("/v1/files").json().path("data")).hasSize(1);
    assertThat(client.get(path, "x-api-key", "someone-else").status()).isEqualTo(404);
    assertThat(client.send("DELETE", path, null).json().path("type").asString())
        .isEqualTo("file_deleted");
    assertThat(client.get(path).status()).isEqualTo(404);
    JsonNode seen = client.requests().path(0);
    assertThat(seen.path("bodyLength").asLong()).isEqualTo(body.length());
    assertThat(seen.path("bodySha256").asString()).hasSize(64);
  }

  @Test
  void a_file_that_has_expired_is_gone() {
    String body =
        "--X\r\nContent-Disposition: form-data; name=\"expires_in_seconds\"\r\n\r\n60\r\n"
            + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n\"\r\n\r\n"
            + "hello\r\n--X--\r\n";
    JsonNode file =
        client.post("/v1/files", body, "content-type", "multipart/form-data; boundary=X").json();
    String path = "/v1/files/" + file.path("id").asString();

    assertThat(client.get(path).status()).isEqualTo(200);
    client.post("/__sim/clock", "{\"advance\":\"61s\"}");
    assertThat(client.get(path).code()).isEqualTo("file_expired");
  }

  @Test
  void an_upload_without_its_part_is_refused() {
    assertThat(client.post("/v1/files", "x").status()).isEqualTo(400);
    assertThat(
            client
                .post(
                    "/v1/files",
                    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--X--\r\n",
                    "content-type",
                    "multipart/form-data; boundary=X")
                .message())
        .isEqualTo("file: Field required");
  }

  @Test
  void a_session_streams_events_of_other_names() {
    assertThat(client.get("/v1/sessions/s1/events/stream").text())
        .contains("event: agent.message\n", "event: workflow_run.completed\n", "Grüße");
  }

  @Test
  void what_is_nowhere_is_404_in_the_envelope() {
    SimClient.Reply reply = client.get("/v1/nothing");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().at("/error/type").asString()).isEqualTo("not_found_error");
    assertThat(client.get("/elsewhere").status()).isEqualTo(404);
    assertThat(client.send("HEAD", "/api/hello", null, "x-api-key", "").status()).isEqualTo(200);
  }

  @Test
  void tokens_are_counted_as_they_are_billed() {
    String body =
        """
        {"model":"claude-opus-5","max_tokens":20,"messages":[{"role":"user","content":"Grüße 漢字 😀"}]}\
        """;

    JsonNode count =
        client
            .post("/v1/messages/count_tokens?beta=true", body.replace("\"max_tokens\":20,", ""))
            .json();

    assertThat(client.message(body).json().at("/usage/input_tokens"))
        .isEqualTo(count.path("input_tokens"));
  }

  @Test
  void subscriptions_see_their_windows() {
    SimClient.Reply reply =
        client.get(
            "/v1/models",
            "x-api-key",
            "",
            "authorization",
            "Bearer sk-ant-oat01-x",
            "anthropic-beta",
            "oauth-2025-04-20");

    assertThat(reply.headers()).containsKey("anthropic-ratelimit-unified-5h-utilization");
  }

  @Test
  void a_gzip_body_is_read_and_an_unknown_encoding_is_refused() {
    assertThat(client.message("x", "content-encoding", "br").code())
        .isEqualTo("request_body_encoding_unsupported");
    assertThat(client.message("x", "content-encoding", "gzip").code())
        .isEqualTo("request_body_encoding_invalid");
    assertThat(client.message("{}", "content-type", "application/json; charset=latin1").code())
        .isEqualTo("unsupported_charset");
  }
}
