package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static final String ASK =
      "{\"model\":\"claude-sonnet-4-5\", \"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String ASK_STREAM = ASK.replace("}]}", "}],\"stream\":true}");

  @TempDir Path data;
  private GatewayRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new GatewayRig(data);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void a_reply_comes_back_byte_for_byte_with_its_headers() throws Exception {
    Wire.Message reply = rig.message(ASK);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo(Replies.MESSAGE);
    assertThat(reply.header("request-id")).isEqualTo("req_011CTestRequest");
    assertThat(reply.header("x-gateway")).isEqualTo("sluice");
    assertThat(reply.header("x-sluice-id")).startsWith("slx_");
    assertThat(reply.header("x-sluice-provider")).isEqualTo("anthropic");
  }

  @Test
  void a_request_goes_up_byte_for_byte_without_what_is_sluices_own() throws Exception {
    rig.message(
        ASK,
        "x-sluice-tag: t1",
        "x-sluice-session: s1",
        "cookie: a=b",
        "x-app: cli",
        "anthropic-beta: b1",
        "anthropic-beta: b2");

    Wire.Message request = rig.provider().awaitRequest();
    assertThat(request.text()).isEqualTo(ASK);
    assertThat(request.firstLine()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(request.header("x-api-key")).isEqualTo("sk-ant-api03-test-key-of-a-client-0001");
    assertThat(request.header("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(request.header("x-app")).isEqualTo("cli");
    assertThat(request.all("anthropic-beta")).containsExactly("b1, b2");
    assertThat(request.header("accept-encoding")).isEqualTo("identity");
    assertThat(request.headers())
        .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("x-sluice"));
    assertThat(request.header("cookie")).isEmpty();
    assertThat(request.header("host")).isEqualTo(rig.provider().address().getAuthority());
  }

  @Test
  void the_query_goes_up_as_it_came() throws Exception {
    try (RawClient client = rig.client()) {
      client.post("/v1/messages?beta=true&x=%20y", ASK).reply();
    }

    assertThat(rig.provider().awaitRequest().firstLine())
        .isEqualTo("POST /v1/messages?beta=true&x=%20y HTTP/1.1");
  }

  @Test
  void a_stream_comes_back_byte_for_byte() throws Exception {
    rig.provider().script(Script.streams(Replies.STREAM));

    Wire.Message reply = rig.message(ASK_STREAM);

    assertThat(reply.whole()).isTrue();
    assertThat(reply.text()).isEqualTo(Replies.STREAM);
    assertThat(reply.header("content-type")).isEqualTo("text/event-stream; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413, 422, 429, 500, 502, 503, 529})
  void an_upstream_error_keeps_status_body_and_retry_after(int status) throws Exception {
    String error = Replies.error("some_error", "prompt is too long: 5 tokens > 4 maximum");
    rig.provider()
        .script((n, request, c) -> c.json(status, error, "retry-after: 7", "x-should-retry: true"));

    Wire.Message reply = rig.message(ASK_STREAM);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.text()).isEqualTo(error);
    assertThat(reply.header("retry-after")).isEqualTo("7");
    assertThat(reply.header("x-should-retry")).isEqualTo("true");
    assertThat(rig.provider().requests()).hasSize(1);
  }

  @Test
  void a_cut_stream_is_a_broken_connection_and_never_a_clean_end() throws Exception {
    rig.provider()
        .script((n, request, c) -> {
          c.streamHead();
          c.chunk(Replies.STREAM_BEGINNING);
          c.reset();
        });

    Wire.Message reply = rig.message(ASK_STREAM);

    assertThat(reply.whole()).isFalse();
    assertThat(reply.text()).isEqualTo(Replies.STREAM_BEGINNING);
  }

  @Test
  void a_stream_that_ends_early_but_cleanly_is_a_broken_connection_too() throws Exception {
    rig.provider().script(Script.streams(Replies.STREAM_BEGINNING));

    Wire.Message reply = rig.message(ASK_STREAM);

    assertThat(reply.whole()).isFalse();
    assertThat(reply.text()).isEqualTo(Replies.STREAM_BEGINNING);
  }

  @Test
  void a_provider_that_resets_before_it_answers_is_a_502_in_the_anthropic_dialect()
      throws Exception {
    rig.provider().script((n, request, c) -> c.reset());

    Wire.Message reply = rig.message(ASK);

    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.text()).contains("\"type\":\"error\"", "upstream: anthropic", "request_id");
  }

  @Test
  void headers_of_a_stream_arrive_before_its_first_event() throws Exception {
    rig.provider()
        .script((n, request, c) -> {
          c.streamHead();
          c.waitUntilLeft();
        });
    try (RawClient client = rig.client()) {
      client.post("/v1/messages", ASK_STREAM);

      assertThat(client.readUntil("\r\n\r\n")).contains("200").contains("text/event-stream");
    }
    assertThat(rig.provider().awaitLeft()).isTrue();
  }

  @Test
  void everything_else_under_v1_passes_through_untouched() throws Exception {
    rig.provider().script((n, request, c) -> c.json(200, "{ \"data\" : [] }"));
    try (RawClient client = rig.client()) {
      Wire.Message reply = client.get("/v1/models?limit=1000").reply();

      assertThat(reply.text()).isEqualTo("{ \"data\" : [] }");
    }
    assertThat(rig.provider().awaitRequest().firstLine())
        .isEqualTo("GET /v1/models?limit=1000 HTTP/1.1");
  }

  @Test
  void an_upload_streams_through_and_keeps_its_bytes() throws Exception {
    byte[] upload = new byte[3_000_000];
    new java.util.Random(7).nextBytes(upload);
    try (RawClient client = rig.client()) {
      client
          .request("POST", "/v1/files", upload, "content-type: multipart/form-data; boundary=x")
          .reply();
    }

    assertThat(rig.provider().awaitRequest().body()).isEqualTo(upload);
  }

  @Test
  void results_links_of_batches_lead_back_to_the_gateway() throws Exception {
    String link = rig.provider().address() + "/v1/messages/batches/b1/results";
    rig.provider()
        .script((n, r, c) -> c.json(200, "{\"id\":\"b1\",\"results_url\": \"" + link + "\"}"));
    try (RawClient client = rig.client()) {
      Wire.Message reply = client.get("/v1/messages/batches/b1").reply();

      assertThat(reply.text())
          .contains("\"" + rig.gateway().address() + "/v1/messages/batches/b1/results\"");
    }
  }

  @Test
  void a_body_over_the_limit_is_413_and_names_the_setting_while_the_client_still_sends()
      throws Exception {
    byte[] large = new byte[(33 << 20)];
    try (RawClient client = rig.client()) {
      Wire.Message reply = client.post("/v1/messages", large).reply();

      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.text()).contains("limits.body");
    }
  }

  @Test
  void what_is_no_json_is_400_with_the_place() throws Exception {
    Wire.Message reply = rig.message("{\"model\": nope}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("client: body: not valid JSON at line 1");
    assertThat(rig.message("{\"model\": 5}").text()).contains("model: expected a string");
    assertThat(rig.provider().requests()).isEmpty();
  }

  @Test
  void the_connection_serves_on_after_errors() throws Exception {
    rig.provider().script((n, r, c) -> c.json(n < 3 ? 529 : 200, n < 3 ? "{}" : Replies.MESSAGE));
    try (RawClient client = rig.client()) {
      assertThat(client.post("/v1/messages", ASK).reply().status()).isEqualTo(529);
      assertThat(client.post("/v1/messages", "no json").reply().status()).isEqualTo(400);
      assertThat(client.post("/v1/messages", ASK).reply().status()).isEqualTo(529);
      assertThat(client.post("/v1/messages", ASK).reply().status()).isEqualTo(200);
    }
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws Exception {
    rig.provider()
        .script((n, request, c) -> c.json(200, "{\"n\":\"" + request.firstLine() + "\"}"));
    try (RawClient client = rig.client()) {
      client.get("/v1/a").get("/v1/b").get("/v1/c");

      assertThat(client.reply().text()).contains("/v1/a ");
      assertThat(client.reply().text()).contains("/v1/b ");
      assertThat(client.reply().text()).contains("/v1/c ");
    }
  }

  @Test
  void a_request_that_has_been_here_before_is_a_loop() throws Exception {
    rig.message(ASK);
    String via = rig.provider().awaitRequest().header("via");

    assertThat(rig.message(ASK, "via: " + via).status()).isEqualTo(508);
  }

  @Test
  void expect_100_continue_is_answered_at_once() throws Exception {
    try (RawClient client = rig.client()) {
      client.raw(
          ("POST /v1/messages HTTP/1.1\r\nhost: "
                  + rig.gateway().address().getAuthority()
                  + "\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: "
                  + ASK.length()
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
      client.raw(ASK.getBytes(StandardCharsets.UTF_8));
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }
}
