package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever changes a reply is in the key, and nothing else (spec reliability 3.7 "Under-keyed").
 */
class CacheKeyThroughGatewayTest {
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

  /** Sends a message and waits until whatever it leaves behind is there. */
  private Wire.Message ask(String body, String... lines) throws Exception {
    Wire.Message reply = rig.message(body, lines);
    rig.idle();
    return reply;
  }

  private static String cache(Wire.Message reply) {
    return reply.header("x-sluice-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic-version: 2026-10-21",
        "anthropic-beta: context-1m-2025-08-07",
        "anthropic-workspace-id: wrkspc_2",
        "anthropic-user-profile-id: profile_2",
        "anthropic-organization-id: org_2"
      })
  void a_header_that_changes_replies_is_in_the_key(String line) throws Exception {
    ask(Requests.ASK);

    assertThat(cache(ask(Requests.ASK, line))).isEqualTo("miss");
    assertThat(cache(ask(Requests.ASK, line))).isEqualTo("hit");
    assertThat(cache(ask(Requests.ASK))).isEqualTo("hit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"model\":\"claude-sonnet-5\"",
        "\"max_tokens\":17",
        "\"system\":\"be brief\"",
        "\"temperature\":0.1",
        "\"top_p\":0.5",
        "\"stop_sequences\":[\"x\"]",
        "\"tool_choice\":{\"type\":\"any\"}",
        "\"tools\":[{\"name\":\"t\",\"input_schema\":{\"type\":\"object\"}}]",
        "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}",
        "\"output_config\":{\"effort\":\"low\"}",
        "\"service_tier\":\"auto\"",
        "\"x_tomorrow\":1"
      })
  void a_member_that_changes_replies_is_in_the_key(String member) throws Exception {
    ask(Requests.ASK);
    String name = member.substring(0, member.indexOf(':'));
    String body =
        Requests.ASK.contains(name)
            ? Requests.ASK.replaceFirst(name + ":[^,]*", member)
            : "{" + member + "," + Requests.ASK.substring(1);

    assertThat(cache(ask(body))).isEqualTo("miss");
    assertThat(cache(ask(body))).isEqualTo("hit");
    assertThat(cache(ask(Requests.ASK))).isEqualTo("hit");
  }

  @Test
  void the_query_is_in_the_key() throws Exception {
    ask(Requests.ASK);
    try (RawClient client = rig.client()) {
      assertThat(cache(client.post("/v1/messages?beta=true", Requests.ASK).reply()))
          .isEqualTo("miss");
    }
  }

  @Test
  void the_order_of_betas_and_of_members_does_not_matter() throws Exception {
    ask(Requests.ASK, "anthropic-beta: b1,b2", "anthropic-beta: b3");
    String turned =
        "{\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"model\":\"claude-sonnet-4-5\"}";

    assertThat(cache(ask(turned, "anthropic-beta: b3, b2 ,b1"))).isEqualTo("hit");
  }

  @Test
  void the_attribution_block_and_metadata_are_not_in_the_key() throws Exception {
    String body =
        "{\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: cc_version=2.1;"
            + " cch=aaaaa;\"},{\"type\":\"text\",\"text\":\"You are helpful.\"}],"
            + "\"metadata\":{\"user_id\":\"u1\"},"
            + Requests.ASK.substring(1);
    ask(body);

    assertThat(cache(ask(body.replace("aaaaa", "bbbbb").replace("u1", "u2")))).isEqualTo("hit");
    assertThat(cache(ask(body.replace("You are", "You were")))).isEqualTo("miss");
  }
}
