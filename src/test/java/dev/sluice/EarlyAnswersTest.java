package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Wire;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replies that come before their time: while an upload is still going up, or before the reply. */
class EarlyAnswersTest {
  private static final byte[] UPLOAD = new byte[16 << 20];

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
  void a_refused_upload_is_read_to_its_end_and_its_connection_stays_usable() throws Exception {
    try (RawClient client = rig.client()) {
      client.request("POST", "/v1/files", UPLOAD, "x-api-key: one", "x-api-key: two");

      assertThat(client.reply().status()).isEqualTo(401);
      assertThat(client.get("/live").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void an_upload_whose_upstream_is_away_is_read_to_its_end() throws Exception {
    rig.provider().close();
    try (RawClient client = rig.client()) {
      client.request("POST", "/v1/files", UPLOAD);

      assertThat(client.reply().status()).isEqualTo(502);
      assertThat(client.get("/live").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void a_notice_before_the_reply_never_shifts_replies_to_the_next_request() throws Exception {
    rig.provider()
        .script((n, request, connection) -> {
          if (n == 1) {
            connection.raw("HTTP/1.1 102 Processing\r\n\r\n");
          }
          connection.json(200, n == 1 ? "{\"of\":\"the first\"}" : Replies.MESSAGE);
        });

    Wire.Message first = rig.message("{\"model\":\"m\",\"max_tokens\":5,\"messages\":[]}");
    Wire.Message second = rig.message("{\"model\":\"m\",\"max_tokens\":6,\"messages\":[]}");

    assertThat(first.status()).isEqualTo(502);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text()).isEqualTo(Replies.MESSAGE);
  }
}
