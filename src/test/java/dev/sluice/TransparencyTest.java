package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.OddBodies;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes up is what came, whatever it is; what comes down is what was sent, however it is cut.
 */
class TransparencyTest {
  private static final int BODIES = 10_000;

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

  private static String hash(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void ten_thousand_odd_bodies_arrive_with_the_hash_with_which_they_were_sent() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TransparencyTest seed " + seed);
    OddBodies bodies = new OddBodies(new Random(seed));
    rig.provider()
        .script((n, request, c) -> c.json(200, "{\"sha\":\"" + hash(request.body()) + "\"}"));
    try (RawClient client = rig.client()) {
      for (int i = 0; i < BODIES; i++) {
        byte[] body = bodies.next();

        Wire.Message reply = client.post("/v1/messages", body, "x-sluice-cache: off").reply();

        assertThat(reply.text())
            .as("body %s of seed %s: %s", i, seed, new String(body, StandardCharsets.UTF_8))
            .isEqualTo("{\"sha\":\"" + hash(body) + "\"}");
      }
    }
  }

  @Test
  void a_stream_cut_at_every_byte_comes_down_as_it_was_sent() throws Exception {
    byte[] whole = Replies.STREAM.getBytes(StandardCharsets.UTF_8);
    try (RawClient client = rig.client()) {
      for (int cut = 1; cut < whole.length; cut++) {
        byte[] first = Arrays.copyOf(whole, cut);
        byte[] rest = Arrays.copyOfRange(whole, cut, whole.length);
        Script script =
            (n, request, c) -> {
              c.streamHead();
              c.chunk(first);
              c.chunk(rest);
              c.end();
            };
        rig.provider().script(script);

        Wire.Message reply =
            client
                .post("/v1/messages", Requests.askStream("cut " + cut), "x-sluice-cache: off")
                .reply();

        assertThat(reply.whole()).as("cut at %s", cut).isTrue();
        assertThat(reply.body()).as("cut at %s", cut).isEqualTo(whole);
      }
    }
    assertThat(rig.entries(whole.length - 1))
        .allMatch(entry -> entry.usage().output() == 10 && entry.usage().cacheRead() == 300);
  }

  @Test
  void odd_framing_of_events_passes_untouched() throws Exception {
    String odd =
        ": comment\r\n\r\n"
            + Replies.STREAM
                .replace("\n", "\r\n")
                .replace("data: {\"type\":\"ping\"", "data:{\"type\":\"ping\"")
            + "event: unknown_event\r\ndata: a\r\ndata: b\r\n\r\n";
    rig.provider().script(Script.streams(odd));

    assertThat(rig.message(Requests.ASK_STREAM).text()).isEqualTo(odd);
  }
}
