package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What raw HTTP clients do (spec clients-2 section 5). */
class FramingTest {
  @TempDir static Path data;
  private static GatewayRig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new GatewayRig(data);
  }

  @AfterAll
  static void stop() throws Exception {
    rig.close();
  }

  private static Wire.Message raw(String head) throws Exception {
    String filled = head.replace("HOST", rig.gateway().address().getAuthority());
    try (RawClient client = rig.client()) {
      return client.raw(filled.getBytes(StandardCharsets.ISO_8859_1)).reply();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/messages HTTP/1.1\r\nhost: HOST\r\ncontent-type: application/json\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "POST /v1/messages HTTP/1.1\r\nhost: HOST\r\ncontent-type: application/json\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        "POST /v1/messages HTTP/1.1\r\nhost: HOST\r\ncontent-type: application/json\r\ncontent-length: -2\r\n\r\n{}",
        "GET /v1/models HTTP/1.1\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nhost: HOST\r\nhost: other\r\n\r\n",
        "GET /v1/../proxy/stats HTTP/1.1\r\nhost: HOST\r\n\r\n",
        "GET /v1/%2e%2e/proxy/stats HTTP/1.1\r\nhost: HOST\r\n\r\n",
        "nonsense\r\n\r\n"
      })
  void ambiguous_requests_are_refused(String head) throws Exception {
    int before = rig.provider().requests().size();

    Wire.Message reply = raw(head);

    assertThat(reply.status()).isBetween(400, 499);
    assertThat(rig.provider().requests()).hasSize(before);
  }

  @Test
  void twelve_kilobytes_in_one_header_are_taken_and_a_hundred_headers() throws Exception {
    String many = "x-pad: 1\r\n".repeat(100);
    assertThat(
            raw("GET /v1/models HTTP/1.1\r\nhost: HOST\r\nanthropic-beta: "
                    + "b".repeat(12_288)
                    + "\r\n"
                    + many
                    + "\r\n")
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_hundred_and_twenty_kilobytes_of_headers_are_431() throws Exception {
    assertThat(
            raw("GET /v1/models HTTP/1.1\r\nhost: HOST\r\nx-large: "
                    + "b".repeat(120_000)
                    + "\r\n\r\n")
                .status())
        .isEqualTo(431);
  }

  @Test
  void http_1_0_gets_no_chunking_and_a_closed_connection() throws Exception {
    rig.provider()
        .script((n, request, c) -> {
          c.streamHead();
          c.chunk("{}");
          c.end();
        });
    Wire.Message reply = raw("GET /v1/models HTTP/1.0\r\nhost: HOST\r\n\r\n");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("transfer-encoding")).isEmpty();
    assertThat(reply.text()).isEqualTo("{}");
    rig.provider().script((n, request, c) -> c.json(200, "{}"));
  }

  @Test
  void an_offer_of_h2c_is_ignored() throws Exception {
    assertThat(
            raw("GET /v1/models HTTP/1.1\r\nhost: HOST\r\nconnection: Upgrade, HTTP2-Settings\r\n"
                    + "upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n")
                .status())
        .isEqualTo(200);
  }
}
