package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.Ending;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What upstreams really send, and how it comes down (spec clients-2 section 5). */
class UpstreamRepliesTest {
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

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String gunzip(byte[] bytes) throws Exception {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A whole reply with these header lines and this body. */
  private static Script replies(String head, byte[] body) {
    return (n, r, c) -> {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      whole.writeBytes(body);
      c.raw(whole.toByteArray());
    };
  }

  private Wire.Message get(String target) throws Exception {
    try (RawClient client = rig.client()) {
      return client.get(target).reply();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello"
      })
  void what_is_no_http_is_502(String bytes) throws Exception {
    rig.provider()
        .script((n, r, c) -> {
          c.raw(bytes);
          c.waitUntilLeft();
        });

    Wire.Message reply = rig.message(Requests.ASK);

    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.text()).contains("upstream: anthropic", "no well-formed HTTP reply");
    assertThat(rig.provider().awaitLeft()).isTrue();
    assertThat(rig.entries(1).getFirst().outcome().ending()).isEqualTo(Ending.UPSTREAM_LOST);
  }

  @Test
  void a_malformed_chunk_is_a_broken_connection() throws Exception {
    rig.provider()
        .script((n, r, c) -> {
          c.streamHead();
          c.chunk(Replies.STREAM_BEGINNING);
          c.raw("zz\r\nhello\r\n");
          c.waitUntilLeft();
        });

    assertThat(rig.message(Requests.ASK_STREAM).whole()).isFalse();
    assertThat(rig.provider().awaitLeft()).isTrue();
    assertThat(rig.entries(1).getFirst().outcome().ending()).isEqualTo(Ending.UPSTREAM_LOST);
  }

  @Test
  void a_body_longer_than_announced_does_not_spoil_the_next_reply() throws Exception {
    rig.provider()
        .script((n, r, c) ->
            c.raw(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
                    + "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison"));

    for (int i = 0; i < 5; i++) {
      assertThat(get("/v1/models/m" + i).text()).isEqualTo("{}");
    }
  }

  @Test
  void a_body_shorter_than_announced_is_a_broken_connection() throws Exception {
    rig.provider()
        .script((n, r, c) -> {
          c.raw("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 20\r\n\r\nshort");
          c.close();
        });

    Wire.Message reply = get("/v1/files/f/content");

    assertThat(reply.whole()).isFalse();
    assertThat(reply.text()).isEqualTo("short");
    assertThat(rig.entries(1).getFirst().outcome().ending()).isEqualTo(Ending.UPSTREAM_LOST);
  }

  @Test
  void a_body_that_ends_with_the_connection_comes_whole() throws Exception {
    rig.provider()
        .script((n, r, c) -> {
          c.raw("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nuntil the end");
          c.close();
        });

    Wire.Message reply = get("/v1/files/f/content");

    assertThat(reply.whole()).isTrue();
    assertThat(reply.text()).isEqualTo("until the end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified\r\netag: \"a\""})
  void a_status_without_a_body_has_none_and_the_connection_serves_on(String head) throws Exception {
    rig.provider().script(replies(head, new byte[0]));
    try (RawClient client = rig.client()) {
      client.request("DELETE", "/v1/files/f1", new byte[0]);
      Wire.Message reply = client.head();
      assertThat(reply.status()).isEqualTo(Integer.parseInt(head.substring(0, 3)));
      assertThat(reply.header("transfer-encoding")).isEmpty();
      rig.provider().script(Script.answers("{}"));

      assertThat(client.get("/v1/models").reply().text()).isEqualTo("{}");
    }
  }

  @Test
  void head_passes_with_the_length_that_a_get_would_have() throws Exception {
    rig.provider()
        .script(
            replies("200 OK\r\ncontent-type: application/json\r\ncontent-length: 17", new byte[0]));
    try (RawClient client = rig.client()) {
      Wire.Message reply = client.request("HEAD", "/api/hello", new byte[0]).head();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("content-length")).isEqualTo("17");
      assertThat(rig.provider().awaitRequest().firstLine()).isEqualTo("HEAD /api/hello HTTP/1.1");
      rig.provider().script(Script.answers("{}"));

      assertThat(client.get("/v1/models").reply().text()).isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_compressed_reply_keeps_its_bytes_and_is_billed(boolean stream) throws Exception {
    String plain = stream ? Replies.STREAM : Replies.MESSAGE;
    byte[] packed = gzip(plain);
    String type = stream ? "text/event-stream" : "application/json";
    rig.provider()
        .script(
            replies(
                "200 OK\r\ncontent-encoding: gzip\r\ncontent-type: "
                    + type
                    + "\r\ncontent-length: "
                    + packed.length,
                packed));

    Wire.Message reply = rig.message(stream ? Requests.ASK_STREAM : Requests.ASK);

    assertThat(reply.body()).isEqualTo(packed);
    assertThat(reply.header("content-encoding")).isEqualTo("gzip");
    LedgerEntry entry = rig.entries(1).getFirst();
    assertThat(entry.usage().cacheRead()).isEqualTo(300);
    assertThat(entry.usage().output()).isEqualTo(10);
    Wire.Message again = rig.message(stream ? Requests.ASK_STREAM : Requests.ASK);
    boolean unpacked = again.header("content-encoding").isEmpty();
    assertThat(unpacked ? again.text() : gunzip(again.body())).isEqualTo(plain);
  }

  @Test
  void an_encoding_that_is_not_known_passes_unread_and_unstored() throws Exception {
    byte[] packed = {1, 2, 3, 4};
    rig.provider()
        .script(
            replies(
                "200 OK\r\ncontent-encoding: zstd\r\ncontent-type: application/json\r\n"
                    + "content-length: 4",
                packed));

    assertThat(rig.message(Requests.ASK).body()).isEqualTo(packed);
    rig.idle();
    assertThat(rig.message(Requests.ASK).header("x-sluice-cache")).isEqualTo("miss");
  }

  @Test
  void a_compressed_request_goes_up_untouched_and_uncached() throws Exception {
    byte[] packed = gzip(Requests.ASK);
    for (int i = 0; i < 2; i++) {
      try (RawClient client = rig.client()) {
        Wire.Message reply = client.post("/v1/messages", packed, "content-encoding: gzip").reply();

        assertThat(reply.text()).isEqualTo(Replies.MESSAGE);
        assertThat(reply.header("x-sluice-cache")).isEqualTo("bypass");
      }
      rig.idle();
      Wire.Message request = rig.provider().awaitRequest();
      assertThat(request.body()).isEqualTo(packed);
      assertThat(request.header("content-encoding")).isEqualTo("gzip");
    }
    assertThat(rig.entries(2)).allMatch(entry -> entry.usage().output() == 10);
  }

  @Test
  void twenty_megabytes_of_json_come_whole_and_are_billed() throws Exception {
    String text = "x".repeat(20 << 20);
    rig.provider().script(Script.answers(Replies.MESSAGE.replace("Hello ä 🌊", text)));

    Wire.Message reply = rig.message(Requests.ASK);

    assertThat(reply.text().equals(Replies.MESSAGE.replace("Hello ä 🌊", text))).isTrue();
    LedgerEntry entry = rig.entries(1).getFirst();
    assertThat(entry.usage().output()).isEqualTo(10);
    assertThat(entry.outcome().stopReason()).isEqualTo("end_turn");
  }

  @Test
  void a_hundred_header_lines_come_down_as_they_are() throws Exception {
    String[] lines = new String[100];
    Arrays.setAll(lines, i -> "x-many: value " + i);
    rig.provider().script((n, r, c) -> c.json(200, Replies.MESSAGE, lines));

    List<String> values = rig.message(Requests.ASK).all("x-many");

    assertThat(values).hasSize(100).startsWith("value 0", "value 1").endsWith("value 99");
  }

  @Test
  void rate_limit_headers_come_down_and_those_of_one_connection_do_not() throws Exception {
    rig.provider()
        .script((n, r, c) ->
            c.json(
                200,
                Replies.MESSAGE,
                "anthropic-ratelimit-unified-5h-utilization: 0.38",
                "anthropic-ratelimit-requests-remaining: 49",
                "connection: keep-alive, x-hop",
                "x-hop: 1",
                "keep-alive: timeout=5",
                "set-cookie: a=b",
                "x-unheard-of: 1"));

    Wire.Message reply = rig.message(Requests.ASK);

    assertThat(reply.header("anthropic-ratelimit-unified-5h-utilization")).isEqualTo("0.38");
    assertThat(reply.header("anthropic-ratelimit-requests-remaining")).isEqualTo("49");
    assertThat(reply.header("x-unheard-of")).isEqualTo("1");
    assertThat(reply.header("x-hop")).isEmpty();
    assertThat(reply.header("keep-alive")).isEmpty();
  }

  @Test
  void events_that_are_not_known_pass_one_by_one() throws Exception {
    List<String> events =
        List.of(
            Replies.event("session.started", "{\"x\":1}"),
            ": a comment\n\n",
            "data: no name\n\n",
            "id: 7\nretry: 10\nevent: agent.message\ndata: a\ndata: b\n\n",
            "event: cut in ",
            "the middle\ndata: {}\n\n");
    CountDownLatch[] seen = new CountDownLatch[events.size()];
    Arrays.setAll(seen, i -> new CountDownLatch(1));
    rig.provider()
        .script((n, r, c) -> {
          c.streamHead();
          for (int i = 0; i < events.size(); i++) {
            c.chunk(events.get(i));
            seen[i].await();
          }
          c.end();
        });
    try (RawClient client = rig.client()) {
      client.get("/v1/sessions/sesn_1/events/stream?beta=true").readUntil("\r\n\r\n");
      for (int i = 0; i < events.size(); i++) {
        String event = events.get(i);
        String chunk = Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";

        assertThat(client.readUntil(event + "\r\n")).isEqualTo(chunk);
        seen[i].countDown();
      }
      assertThat(client.readUntil("\r\n\r\n")).isEqualTo("0\r\n\r\n");
    }
  }
}
