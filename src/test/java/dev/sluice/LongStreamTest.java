package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.Ending;
import dev.sluice.testkit.Changed;
import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long is not late: only silence ends a reply (spec seeds section 7, item 27). */
class LongStreamTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path data;

  @Test
  void a_stream_with_pings_goes_on_for_longer_than_the_longest_silence() throws Exception {
    Duration idle = Duration.ofMillis(700);
    String ping = Replies.event("ping", "{\"type\":\"ping\"}");
    int pings = 20;
    try (GatewayRig rig = new GatewayRig(data, Changed.timeouts(LONG, idle))) {
      rig.provider()
          .script((n, r, c) -> {
            c.streamHead();
            c.chunk(Replies.STREAM_BEGINNING);
            for (int i = 0; i < pings; i++) {
              Thread.sleep(100);
              c.chunk(ping);
            }
            c.chunk(Replies.STREAM.substring(Replies.STREAM_BEGINNING.length()));
            c.end();
          });

      Wire.Message reply = rig.message(Requests.ASK_STREAM);

      assertThat(reply.whole()).isTrue();
      assertThat(reply.text()).hasSize(Replies.STREAM.length() + pings * ping.length());
      assertThat(rig.entries(1).getFirst().outcome().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void a_silence_longer_than_allowed_ends_the_stream() throws Exception {
    Duration idle = Duration.ofMillis(300);
    try (GatewayRig rig = new GatewayRig(data, Changed.timeouts(LONG, idle))) {
      rig.provider()
          .script((n, r, c) -> {
            c.streamHead();
            c.chunk(Replies.STREAM_BEGINNING);
            c.waitUntilLeft();
          });

      Wire.Message reply = rig.message(Requests.ASK_STREAM);

      assertThat(reply.whole()).isFalse();
      assertThat(reply.text()).isEqualTo(Replies.STREAM_BEGINNING);
      assertThat(rig.provider().awaitLeft()).isTrue();
      assertThat(rig.entries(1).getFirst().outcome().ending()).isEqualTo(Ending.UPSTREAM_LOST);
    }
  }

  @Test
  void no_first_byte_in_time_is_504() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, Changed.timeouts(Duration.ofSeconds(1), LONG))) {
      rig.provider().script(Script.stalls());

      Wire.Message reply = rig.message(Requests.ASK);

      assertThat(reply.status()).isEqualTo(504);
      assertThat(reply.text()).contains("upstream: anthropic", "no reply within 1 s");
      assertThat(rig.provider().awaitLeft()).isTrue();
      assertThat(rig.entries(1).getFirst().outcome().ending()).isEqualTo(Ending.UPSTREAM_LOST);
    }
  }

  @Test
  void an_upload_may_take_longer_than_the_wait_for_the_first_byte() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, Changed.timeouts(Duration.ofMillis(500), LONG));
        RawClient client = rig.client()) {
      int pieces = 10;
      client.raw(
          ("POST /v1/files HTTP/1.1\r\nhost: "
                  + rig.gateway().address().getAuthority()
                  + "\r\ncontent-type: application/octet-stream\r\ncontent-length: "
                  + pieces
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < pieces; i++) {
        Thread.sleep(100);
        client.raw(new byte[] {(byte) ('a' + i)});
      }

      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(rig.provider().awaitRequest().text()).isEqualTo("abcdefghij");
    }
  }

  @Test
  void the_sweep_of_idle_connections_spares_a_silent_stream() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (GatewayRig rig = new GatewayRig(data, Changed.keepAlive(Duration.ofMillis(100)));
        RawClient silent = rig.client()) {
      assertThat(silent.get("/live").reply().status()).isEqualTo(200);
      rig.provider()
          .script((n, r, c) -> {
            c.streamHead();
            c.chunk(Replies.STREAM_BEGINNING);
            goOn.await();
            c.chunk(Replies.STREAM.substring(Replies.STREAM_BEGINNING.length()));
            c.end();
          });
      silent.post("/v1/messages", Requests.ASK_STREAM).readUntil("text_delta");

      awaitSweeps(rig);
      goOn.countDown();

      silent.readUntil("message_stop\"}\n\n\r\n0\r\n\r\n");
    }
  }

  /** Idle connections on every event loop see the sweep: it closes them. */
  private static void awaitSweeps(GatewayRig rig) throws Exception {
    List<RawClient> idle = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      RawClient client = rig.client();
      assertThat(client.get("/live").reply().status()).isEqualTo(200);
      idle.add(client);
    }
    for (RawClient client : idle) {
      client.awaitClose();
      client.close();
    }
  }
}
