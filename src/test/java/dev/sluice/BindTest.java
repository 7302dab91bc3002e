package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.auth.KeyConfig;
import dev.sluice.config.Secret;
import dev.sluice.listener.ListenConfig;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that other machines can reach lets nobody in without a key. */
class BindTest {
  private static final String KEY = "team-key-0123456789abcdef";
  private static final List<String> NEEDS_KEY =
      List.of(
          "/",
          "/proxy/stats",
          "/metrics",
          "/admin/metrics",
          "/v1/models",
          "/v1/messages",
          "/v1/files",
          "/v1/messages/batches",
          "/api/hello",
          "/nowhere",
          "/V1/messages");

  @TempDir Path data;

  @Test
  void without_keys_it_does_not_start() {
    assertThatThrownBy(() -> new GatewayRig(data, c -> everywhere(c, Map.of())))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("listen.host")
        .hasMessageContaining("keys");
  }

  @Test
  void every_route_needs_a_key_aliases_included() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, BindTest::keyed)) {
      for (String route : NEEDS_KEY) {
        for (String credential : List.of("x-api-key: wrong-key-wrong-key", "x-api-key: ")) {
          try (RawClient client = client(rig)) {
            Wire.Message reply = client.get(route, credential).reply();

            assertThat(reply.status()).as(route).isEqualTo(401);
            assertThat(reply.header("x-should-retry")).isEqualTo("false");
          }
        }
      }
      assertThat(rig.provider().requests()).isEmpty();
    }
  }

  @Test
  void health_tells_strangers_a_status_and_nothing_else() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, BindTest::keyed);
        RawClient client = client(rig)) {
      assertThat(client.get("/health", "x-api-key: ").reply().text())
          .isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @Test
  void with_its_key_a_caller_is_served() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, BindTest::keyed);
        RawClient client = client(rig)) {
      Wire.Message reply =
          client
              .post("/v1/messages", Requests.ASK, "x-api-key: " + KEY, "authorization: Bearer own")
              .reply();

      assertThat(reply.status()).isEqualTo(200);
      Wire.Message up = rig.provider().awaitRequest();
      assertThat(up.all("x-api-key")).isEmpty();
      assertThat(up.header("authorization")).isEqualTo("Bearer own");
    }
  }

  private static RawClient client(GatewayRig rig) throws Exception {
    return new RawClient(URI.create("http://127.0.0.1:" + rig.gateway().address().getPort()));
  }

  private static SluiceConfig keyed(SluiceConfig c) {
    return everywhere(c, Map.of("team", new KeyConfig(null, new Secret(KEY))));
  }

  private static SluiceConfig everywhere(SluiceConfig c, Map<String, KeyConfig> keys) {
    return new SluiceConfig(
        new ListenConfig("0.0.0.0", 0, List.of(), List.of(), null),
        c.profile(),
        c.providers(),
        c.models(),
        c.strict(),
        c.savings(),
        keys,
        c.limits(),
        c.ledger(),
        c.log(),
        c.data());
  }
}
