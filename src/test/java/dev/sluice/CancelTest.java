package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.Ending;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.limit.LimitsConfig;
import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves cancels the upstream call, in all six phases (spec reliability 3.2). */
class CancelTest {
  @TempDir Path data;

  private static void leave(RawClient client, boolean reset) throws Exception {
    if (reset) {
      client.reset();
    } else {
      client.close();
    }
  }

  private void goneIn(
      UnaryOperator<SluiceConfig> change, Script script, String body, String seen, boolean reset)
      throws Exception {
    try (GatewayRig rig = new GatewayRig(data, change)) {
      rig.provider().script(script);
      RawClient client = rig.client().post("/v1/messages", body);
      rig.provider().awaitRequest();
      if (!seen.isEmpty()) {
        client.readUntil(seen);
      }

      leave(client, reset);

      assertThat(rig.provider().awaitLeft()).isTrue();
      LedgerEntry entry = rig.entries(1).getFirst();
      assertThat(entry.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void before_headers(boolean reset) throws Exception {
    goneIn(c -> c, Script.stalls(), Requests.ASK_STREAM, "", reset);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void before_the_first_byte(boolean reset) throws Exception {
    Script script =
        (n, request, c) -> {
          c.streamHead();
          c.waitUntilLeft();
        };
    goneIn(c -> c, script, Requests.ASK_STREAM, "\r\n\r\n", reset);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void in_the_middle_of_a_stream(boolean reset) throws Exception {
    Script script =
        (n, request, c) -> {
          c.streamHead();
          c.chunk(Replies.STREAM_BEGINNING);
          c.waitUntilLeft();
        };
    goneIn(c -> c, script, Requests.ASK_STREAM, "text_delta", reset);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void while_a_whole_reply_is_awaited(boolean reset) throws Exception {
    Script script =
        (n, request, c) -> {
          c.raw(
              "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{\"id\":"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          c.waitUntilLeft();
        };
    goneIn(c -> c, script, Requests.ASK, "", reset);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void while_it_waits_to_try_again(boolean reset) throws Exception {
    UnaryOperator<SluiceConfig> retrying =
        c ->
            GatewayRig.withProviders(
                c,
                Map.of(
                    "anthropic",
                    GatewayRig.provider(c.providers().values().iterator().next().endpoint(), 2)));
    try (GatewayRig rig = new GatewayRig(data, retrying)) {
      rig.provider().script((n, request, c) -> c.json(529, "{}", "retry-after: 20"));
      RawClient client = rig.client().post("/v1/messages", Requests.ASK);
      rig.provider().awaitRequest();

      leave(client, reset);

      LedgerEntry entry = rig.entries(1).getFirst();
      assertThat(entry.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      assertThat(rig.provider().requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void while_it_is_queued(boolean reset) throws Exception {
    try (GatewayRig rig = new GatewayRig(data, CancelTest::oneAtATime)) {
      rig.provider().script(Script.stalls());
      RawClient first = rig.client().post("/v1/messages", Requests.ask("first"));
      rig.provider().awaitRequest();
      RawClient queued = rig.client().post("/v1/messages", Requests.ask("queued"));
      while (rig.gateway().underWay() < 2) {
        Thread.onSpinWait();
      }

      leave(queued, reset);

      while (rig.gateway().underWay() > 1) {
        Thread.onSpinWait();
      }
      assertThat(rig.provider().requests()).hasSize(1);
      first.close();
      assertThat(rig.entries(2)).allMatch(entry -> entry.outcome().ending() == Ending.CLIENT_GONE);
    }
  }

  private static SluiceConfig oneAtATime(SluiceConfig c) {
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
            l.body(), l.headers(), l.headerTime(), l.bodyIdle(), l.keepAlive(), 1, 10, l.drain()),
        c.ledger(),
        c.log(),
        c.data());
  }
}
