package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.Ending;
import dev.sluice.limit.LimitsConfig;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import dev.sluice.view.LedgerView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graceful end (spec reliability 3.4). */
class DrainTest {
  @TempDir Path data;

  @Test
  void a_stream_under_way_finishes_and_nothing_new_is_taken() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (GatewayRig rig = new GatewayRig(data);
        RawClient client = rig.client();
        RawClient other = rig.client()) {
      rig.provider()
          .script((n, request, c) -> {
            c.streamHead();
            c.chunk(Replies.STREAM_BEGINNING);
            goOn.await();
            c.chunk(Replies.STREAM.substring(Replies.STREAM_BEGINNING.length()));
            c.end();
          });
      client.post("/v1/messages", Requests.ASK_STREAM).readUntil("text_delta");

      Thread drain = Thread.startVirtualThread(rig.gateway()::drain);
      while (rig.gateway().healthy()) {
        Thread.onSpinWait();
      }

      assertThat(other.get("/ready").reply().status()).isEqualTo(503);
      assertThat(other.get("/live").reply().status()).isEqualTo(200);
      Wire.Message refused = other.post("/v1/messages", Requests.ASK).reply();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isNotEmpty();
      goOn.countDown();
      client.readUntil("message_stop\"}\n\n\r\n0\r\n\r\n");
      drain.join();
    }
  }

  @Test
  void what_is_still_under_way_at_the_end_gets_an_error_event() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, c -> withDrain(c, Duration.ofMillis(50)));
        RawClient client = rig.client()) {
      rig.provider()
          .script((n, request, c) -> {
            c.streamHead();
            c.chunk(Replies.STREAM_BEGINNING);
            c.waitUntilLeft();
          });
      client.post("/v1/messages", Requests.ASK_STREAM).readUntil("text_delta");

      rig.gateway().drain();

      assertThat(client.readUntil("0\r\n\r\n")).contains("event: error", "gateway: shutting down");
      assertThat(rig.entries(1).getFirst().outcome().ending()).isEqualTo(Ending.SHUT_DOWN);
    }
  }

  @Test
  void a_drain_that_is_cut_short_returns_when_the_entries_are_written() throws Exception {
    try (GatewayRig rig = new GatewayRig(data);
        RawClient client = rig.client()) {
      rig.provider()
          .script((n, request, c) -> {
            c.streamHead();
            c.chunk(Replies.STREAM_BEGINNING);
            c.waitUntilLeft();
          });
      client.post("/v1/messages", Requests.ASK_STREAM).readUntil("text_delta");
      Thread drain = Thread.startVirtualThread(rig.gateway()::drain);
      while (rig.gateway().healthy()) {
        Thread.onSpinWait();
      }

      Thread end = Thread.startVirtualThread(rig.gateway()::close);
      drain.join();

      try (LedgerView view = LedgerView.open(data)) {
        assertThat(view.recent(10)).hasSize(1);
      }
      end.join();
    }
  }

  private static SluiceConfig withDrain(SluiceConfig c, Duration drain) {
    LimitsConfig l = c.limits();
    return new SluiceConfig(
        c.listen(),
        c.profile(),
        c.providers(),
        c.models(),
        c.strict(),
        c.savings(),
        c.keys(),
        new LimitsConfig(
            l.body(),
            l.headers(),
            l.headerTime(),
            l.bodyIdle(),
            l.keepAlive(),
            l.inFlight(),
            l.queued(),
            drain),
        c.ledger(),
        c.log(),
        c.data());
  }
}
