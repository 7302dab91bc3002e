package dev.sluice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.Ending;
import dev.sluice.testkit.Changed;
import dev.sluice.testkit.ConnectProxy;
import dev.sluice.testkit.FakeProvider;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.SelfSigned;
import dev.sluice.testkit.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where upstreams are: behind TLS, behind a proxy, or nowhere. */
class UpstreamPlacesTest {
  @TempDir Path folder;

  /** Asks through a gateway of its own whose provider is there. */
  private Wire.Message askAt(String endpoint, @Nullable URI proxy) throws Exception {
    Path data = folder.resolve("data" + System.nanoTime());
    try (GatewayRig rig = new GatewayRig(data, Changed.endpoint(URI.create(endpoint), proxy))) {
      Wire.Message reply = rig.message(Requests.ASK);
      Ending ending = rig.entries(1).getFirst().outcome().ending();
      assertThat(ending).isEqualTo(reply.status() == 200 ? Ending.COMPLETE : Ending.UPSTREAM_LOST);
      return reply;
    }
  }

  private static void assertLost(Wire.Message reply, String... words) {
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.text()).contains("\"type\":\"error\"", "upstream: anthropic").contains(words);
  }

  @Test
  void a_certificate_that_nobody_signed_is_refused_unless_trusted() throws Exception {
    SelfSigned certificate = SelfSigned.forNames(folder, "dns:localhost,ip:127.0.0.1");
    try (FakeProvider provider = new FakeProvider(certificate.server())) {
      String endpoint = "https://localhost:" + provider.port();

      assertLost(askAt(endpoint, null), "TLS failed");
      assertThat(provider.requests()).isEmpty();
      certificate.trusted(() -> {
        assertThat(askAt(endpoint, null).text()).isEqualTo(Replies.MESSAGE);
        assertThat(askAt("https://127.0.0.1:" + provider.port(), null).status()).isEqualTo(200);
      });
    }
  }

  @Test
  void a_trusted_certificate_of_another_name_is_refused() throws Exception {
    SelfSigned certificate = SelfSigned.forNames(folder, "dns:other.example");
    try (FakeProvider provider = new FakeProvider(certificate.server())) {
      certificate.trusted(
          () -> assertLost(askAt("https://localhost:" + provider.port(), null), "TLS failed"));
      assertThat(provider.requests()).isEmpty();
    }
  }

  @Test
  void a_proxy_is_asked_for_a_tunnel_and_resolves_the_name() throws Exception {
    SelfSigned certificate = SelfSigned.forNames(folder, "dns:provider.invalid");
    try (FakeProvider provider = new FakeProvider(certificate.server());
        ConnectProxy proxy = new ConnectProxy(provider.port())) {
      certificate.trusted(() ->
          assertThat(askAt("https://provider.invalid", proxy.address()).text())
              .isEqualTo(Replies.MESSAGE));

      assertThat(proxy.asked()).containsExactly("CONNECT provider.invalid:443 HTTP/1.1");
      assertThat(provider.awaitRequest().header("host")).isEqualTo("provider.invalid");
    }
  }

  @Test
  void a_proxy_that_is_not_there_is_502() throws Exception {
    assertLost(
        askAt("https://provider.invalid", URI.create("http://127.0.0.1:" + freePort())),
        "connection refused");
  }

  @Test
  void an_unknown_host_is_502_and_named() throws Exception {
    assertLost(askAt("http://no-such-host.invalid", null), "no-such-host.invalid: unknown host");
  }

  @Test
  void a_port_where_nobody_listens_is_502() throws Exception {
    assertLost(askAt("http://127.0.0.1:" + freePort(), null), "connection refused");
  }

  @Test
  void plain_http_where_tls_is_expected_is_502() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket client = plain.accept()) {
              client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            } catch (IOException e) {
              // The gateway has left.
            }
          });
      assertLost(askAt("https://127.0.0.1:" + plain.getLocalPort(), null), "TLS failed");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
