package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The links in batches, as clients that take compressed replies ask for them. */
class BatchLinksThroughGatewayTest {
  @TempDir Path data;

  @Test
  void a_reply_whose_links_are_rewritten_is_asked_for_uncompressed() throws Exception {
    try (GatewayRig rig = new GatewayRig(data);
        RawClient client = rig.client()) {
      String path = "/v1/messages/batches/msgbatch_1";
      rig.provider()
          .script((n, request, connection) ->
              connection.json(
                  200,
                  "{\"results_url\":\"" + rig.provider().address() + path + "/results\"}"));

      String reply = client.get(path, "accept-encoding: gzip, br").reply().text();

      assertThat(rig.provider().requests().getFirst().header("accept-encoding")).isEqualTo("identity");
      assertThat(reply).contains(rig.gateway().address() + path + "/results");
    }
  }
}
