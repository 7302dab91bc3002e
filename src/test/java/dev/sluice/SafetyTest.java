package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auth.KeyConfig;
import dev.sluice.config.Secret;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.provider.ProviderConfig.KeySource;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is trusted because it is local (spec reliability 3.8). */
class SafetyTest {
  private static final String[] ROUTES = {
    "/",
    "/health",
    "/live",
    "/ready",
    "/proxy/stats",
    "/metrics",
    "/v1/models",
    "/v1/messages",
    "/nowhere"
  };

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "rebind.test:80",
        "",
        "localhost.",
        "[::2]",
        "0177.0.0.1",
        "127.0.0.1@evil.example",
        "evil.example#127.0.0.1",
        "2130706433",
        "127.0.0.1:x"
      })
  void a_foreign_host_is_refused_on_every_route(String host) throws Exception {
    try (GatewayRig rig = new GatewayRig(data)) {
      for (String route : ROUTES) {
        try (RawClient client = rig.client()) {
          Wire.Message reply = client.get(route, "host: " + host).reply();

          assertThat(reply.status()).as(route).isIn(400, 403, 421);
        }
      }
      assertThat(rig.message(Requests.ASK, "host: " + host).status()).isIn(400, 403, 421);
      assertThat(rig.provider().requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "origin: https://evil.example",
        "origin: null",
        "sec-fetch-site: cross-site",
        "sec-fetch-site: same-site",
        "origin: http://localhost:3000"
      })
  void a_web_page_is_refused_on_every_route_and_spends_nothing(String line) throws Exception {
    try (GatewayRig rig = new GatewayRig(data)) {
      for (String route : ROUTES) {
        try (RawClient client = rig.client()) {
          assertThat(client.get(route, line).reply().status()).as(route).isEqualTo(403);
        }
      }
      Wire.Message reply = rig.message(Requests.ASK, line);
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.headers())
          .noneMatch(h -> h.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
      assertThat(rig.provider().requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void a_parsed_route_takes_json_only(String type) throws Exception {
    try (GatewayRig rig = new GatewayRig(data)) {
      assertThat(rig.message(Requests.ASK, "content-type: " + type).status()).isEqualTo(415);
      assertThat(rig.provider().requests()).isEmpty();
    }
  }

  @Test
  void with_keys_every_route_but_health_needs_one() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, SafetyTest::keyed)) {
      for (String route : ROUTES) {
        try (RawClient client = rig.client()) {
          int expected = route.matches("/(health|live|ready)") ? 200 : 401;
          assertThat(client.get(route, "x-api-key: wrong-key-of-somebody").reply().status())
              .as(route)
              .isEqualTo(expected);
        }
      }
      Wire.Message reply = rig.message(Requests.ASK, "x-api-key: wrong");
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("x-should-retry")).isEqualTo("false");
      assertThat(rig.provider().requests()).isEmpty();
    }
  }

  @Test
  void the_providers_key_replaces_both_credentials_of_the_client() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, SafetyTest::keyed)) {
      Wire.Message reply =
          rig.message(
              Requests.ASK, "x-api-key: alice-key-0123456789", "authorization: Bearer something");

      assertThat(reply.status()).isEqualTo(200);
      Wire.Message request = rig.provider().awaitRequest();
      assertThat(request.all("x-api-key")).containsExactly("sk-ant-provider-key");
      assertThat(request.all("authorization")).isEmpty();
      assertThat(rig.entries(1).getFirst().who().key()).isEqualTo("alice");
    }
  }

  @Test
  void a_key_may_come_as_bearer_too() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, SafetyTest::keyed);
        RawClient client = rig.client()) {
      client.raw(
          ("POST /v1/messages HTTP/1.1\r\nhost: "
                  + rig.gateway().address().getAuthority()
                  + "\r\nauthorization: Bearer alice-key-0123456789\r\ncontent-type: application/json\r\ncontent-length: "
                  + Requests.ASK.length()
                  + "\r\n\r\n"
                  + Requests.ASK)
              .getBytes(StandardCharsets.UTF_8));
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void a_repeated_credential_is_401() throws Exception {
    try (GatewayRig rig = new GatewayRig(data)) {
      Wire.Message reply = rig.message(Requests.ASK, "x-api-key: one", "x-api-key: two");

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("x-should-retry")).isEqualTo("false");
    }
  }

  @Test
  void an_upstream_that_echoes_our_key_does_not_leak_it() throws Exception {
    try (GatewayRig rig = new GatewayRig(data, SafetyTest::keyed)) {
      rig.provider()
          .script((n, r, c) ->
              c.json(
                  200,
                  "{}",
                  "x-echo: " + r.header("x-api-key"),
                  "location: http://x/?k=" + r.header("x-api-key")));

      Wire.Message reply = rig.message(Requests.ASK, "x-api-key: alice-key-0123456789");

      assertThat(reply.headers()).noneMatch(line -> line.contains("sk-ant-provider-key"));
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (GatewayRig rig = new GatewayRig(data)) {
      rig.provider().script((n, r, c) -> c.json(302, "{}", "location: http://127.0.0.1:1/"));

      assertThat(rig.message(Requests.ASK).status()).isEqualTo(302);
      assertThat(rig.provider().requests()).hasSize(1);
    }
  }

  private static SluiceConfig keyed(SluiceConfig c) {
    ProviderConfig p = c.providers().values().iterator().next();
    ProviderConfig fixed =
        new ProviderConfig(
            p.type(),
            p.endpoint(),
            new KeySource.Fixed(new Secret("sk-ant-provider-key")),
            0,
            p.connections(),
            p.timeouts(),
            null,
            ProviderConfig.Breakpoints.AUTOMATIC);
    return new SluiceConfig(
        c.listen(),
        c.profile(),
        Map.of("anthropic", fixed),
        c.models(),
        c.strict(),
        c.savings(),
        Map.of("alice", new KeyConfig(null, new Secret("alice-key-0123456789"))),
        c.limits(),
        c.ledger(),
        c.log(),
        c.data());
  }
}
