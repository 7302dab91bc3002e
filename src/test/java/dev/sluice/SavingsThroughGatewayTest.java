package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Changed;
import dev.sluice.testkit.FakeProvider;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The saving mechanisms on the path: what goes upstream, and what the client is told of it. */
class SavingsThroughGatewayTest {
  private static final String LONG = "Read the whole file before you change it. ".repeat(400);
  private static final String TOOL =
      "{\"name\":\"read_file\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}";

  @TempDir Path folder;

  private static FakeProvider.Script answers() {
    return FakeProvider.Script.answers(Replies.MESSAGE);
  }

  private static String agent(String model, String said) {
    return "{\"model\":\""
        + model
        + "\",\"max_tokens\":64,\"system\":\""
        + LONG
        + "\",\"tools\":["
        + TOOL
        + "],\"messages\":[{\"role\":\"user\",\"content\":\""
        + said
        + "\"}]}";
  }

  private static String sent(GatewayRig rig) throws Exception {
    return new String(rig.provider().awaitRequest().body(), StandardCharsets.UTF_8);
  }

  @Test
  void an_agent_without_breakpoints_gets_them_and_is_told() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder)) {
      rig.provider().script(answers());
      String body = agent("claude-sonnet-4-6", "go on");

      Wire.Message reply = rig.message(body);

      String sent = sent(rig);
      assertThat(sent).contains("\"cache_control\":{\"type\":\"ephemeral\"}");
      assertThat(sent).contains("\"system\":[{\"type\":\"text\",\"text\":\"" + LONG + "\"");
      assertThat(reply.header("x-sluice-saved")).isEqualTo("prompt-cache");
    }
  }

  @Test
  void a_client_with_a_breakpoint_of_its_own_is_left_alone() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder)) {
      rig.provider().script(answers());
      String body =
          agent("claude-sonnet-4-6", "go on")
              .replace("\"properties\":{}}}", "\"properties\":{}},\"cache_control\":null}");

      rig.message(body);

      assertThat(sent(rig)).isEqualTo(body);
    }
  }

  @Test
  void the_profile_observe_changes_nothing() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder, Changed.profile(Profile.OBSERVE))) {
      rig.provider().script(answers());
      String body = agent("claude-sonnet-4-6", "go on");

      Wire.Message reply = rig.message(body);

      assertThat(sent(rig)).isEqualTo(body);
      assertThat(reply.header("x-sluice-saved")).isEmpty();
    }
  }

  @Test
  void a_model_that_the_client_named_is_used_and_auto_is_chosen() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder, Changed.profile(Profile.BALANCED))) {
      rig.provider().script(answers());
      String question = "Translate to German: good morning";

      rig.message(agent("claude-opus-4-6", question).replace(",\"tools\":[" + TOOL + "]", ""));
      assertThat(sent(rig)).contains("\"model\":\"claude-opus-4-6\"");

      rig.provider().script(answers());
      Wire.Message reply =
          rig.message(agent("auto", question).replace(",\"tools\":[" + TOOL + "]", ""));
      assertThat(sent(rig)).doesNotContain("\"auto\"");
      assertThat(reply.header("x-sluice-model")).startsWith("claude-");
    }
  }

  @Test
  void an_unknown_wish_about_routing_is_refused_and_off_is_kept_apart_in_the_cache()
      throws Exception {
    try (GatewayRig rig = new GatewayRig(folder)) {
      String body = agent("claude-sonnet-4-6", "go on");

      assertThat(rig.message(body, "x-sluice-route: maybe").status()).isEqualTo(400);

      rig.provider().script(answers());
      rig.message(body);
      rig.provider().script(answers());
      assertThat(rig.message(body, "x-sluice-route: off").header("x-sluice-cache"))
          .isEqualTo("miss");
    }
  }

  @Test
  void compaction_is_armed_with_its_beta_only_where_the_model_has_it() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder, Changed.profile(Profile.BALANCED))) {
      String talk = "one two three four five six seven eight nine ten ".repeat(9_000);
      rig.provider().script(answers());
      rig.message(agent("claude-sonnet-4-6", talk));
      Wire.Message able = rig.provider().awaitRequest();

      rig.provider().script(answers());
      rig.message(agent("claude-sonnet-4-5", talk));
      Wire.Message unable = rig.provider().awaitRequest();

      assertThat(new String(able.body(), StandardCharsets.UTF_8)).contains("compact_20260112");
      assertThat(able.header("anthropic-beta")).contains("compact-2026-01-12");
      assertThat(new String(unable.body(), StandardCharsets.UTF_8)).doesNotContain("compact_2026");
      assertThat(unable.header("anthropic-beta")).isEmpty();
    }
  }

  /** A provider that answers messages, and tells of one new model that compacts. */
  private static FakeProvider.Script knows(String model) {
    String told =
        "{\"data\":[{\"type\":\"model\",\"id\":\""
            + model
            + "\",\"max_input_tokens\":1000000,\"capabilities\":{\"context_management\":"
            + "{\"compact_20260112\":{\"supported\":true}}}}],\"has_more\":false}";
    return (n, request, connection) ->
        connection.json(
            200, request.firstLine().startsWith("GET /v1/models") ? told : Replies.MESSAGE);
  }

  @Test
  void an_unknown_model_is_asked_about_once_beside_its_first_request() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder, Changed.profile(Profile.BALANCED))) {
      String talk = "one two three four five six seven eight nine ten ".repeat(9_000);
      rig.provider().script(knows("claude-nova-9"));

      String key = "x-api-key: sk-ant-mine";
      String willing = "anthropic-beta: compact-2026-01-12";

      rig.message(agent("claude-nova-9", talk), key, willing);
      List<Wire.Message> first =
          List.of(rig.provider().awaitRequest(), rig.provider().awaitRequest());
      boolean armed = false;
      for (int i = 0; i < 1_000 && !armed; i++) {
        rig.message(agent("claude-nova-9", talk + i), key, willing);
        armed = sent(rig).contains("compact_20260112");
      }

      Wire.Message question =
          first.stream().filter(it -> it.firstLine().startsWith("GET ")).findFirst().orElseThrow();
      assertThat(question.firstLine()).startsWith("GET /v1/models?limit=1000 ");
      assertThat(question.header("x-api-key")).isEqualTo("sk-ant-mine");
      assertThat(armed).isTrue();
      assertThat(rig.provider().requests())
          .filteredOn(it -> it.firstLine().startsWith("GET "))
          .hasSize(1);
    }
  }

  @Test
  void a_request_without_credentials_asks_nothing_about_models() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder, Changed.profile(Profile.BALANCED))) {
      rig.message(agent("claude-nova-9", "go on"), "x-api-key: ");
      rig.message(agent("claude-nova-9", "go on then"), "x-api-key: ");
      assertThat(rig.provider().requests()).hasSize(2);
    }
  }

  @Test
  void nothing_is_asked_about_models_that_are_known_or_where_nothing_depends_on_it()
      throws Exception {
    try (GatewayRig balanced = new GatewayRig(folder, Changed.profile(Profile.BALANCED))) {
      balanced.message(agent("claude-sonnet-4-6", "go on"));
      balanced.message(agent("claude-sonnet-4-6", "go on then"));
      assertThat(balanced.provider().requests()).hasSize(2);
    }
    try (GatewayRig safe = new GatewayRig(folder)) {
      safe.message(agent("claude-nova-9", "go on"));
      safe.message(agent("claude-nova-9", "go on then"));
      assertThat(safe.provider().requests()).hasSize(2);
    }
  }

  @Test
  void turns_of_a_client_that_names_no_session_are_one_session() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder)) {
      rig.provider().script(answers());
      rig.message(agent("claude-sonnet-4-6", "go on"));
      String longer =
          agent("claude-sonnet-4-6", "go on")
              .replace(
                  "\"content\":\"go on\"}",
                  "\"content\":\"go on\"},{\"role\":\"assistant\",\"content\":\"yes\"},"
                      + "{\"role\":\"user\",\"content\":\"and now?\"}");
      rig.provider().script(answers());
      rig.message(longer);

      List<String> sessions =
          rig.entries(2).stream().map(entry -> entry.who().session()).distinct().toList();
      assertThat(sessions).hasSize(1).first().asString().startsWith("chain-");
    }
  }

  @Test
  void a_complaint_needs_the_token_and_something_to_complain_of() throws Exception {
    try (GatewayRig rig = new GatewayRig(folder);
        RawClient client = rig.client()) {
      String target = "/admin/cache/wrong?id=slx_1";
      byte[] nothing = new byte[0];

      assertThat(client.get(target).reply().status()).isEqualTo(405);
      assertThat(client.request("POST", target, nothing).reply().status()).isEqualTo(401);
      String token = dev.sluice.store.DataFolder.running(folder).orElseThrow().token();
      assertThat(
              client.request("POST", target, nothing, "x-sluice-token: " + token).reply().status())
          .isEqualTo(409);
    }
  }
}
