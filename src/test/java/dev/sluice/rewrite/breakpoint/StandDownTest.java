package dev.sluice.rewrite.breakpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.Call;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.sim.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Requests that get no marker, and those that only look like them. */
final class StandDownTest {
  private static final String MODEL = "claude-sonnet-5-5";

  private final Rig rig = new Rig();

  private static Talk agent() {
    return new Talk(MODEL).system(Talk.words(1_500, 1)).tools(3).user("Go.");
  }

  private Edit edit(byte[] body) {
    return rig.edit(body, rig.turn(body));
  }

  @Test
  void an_agent_is_marked() {
    Edit edit = edit(agent().body());

    assertThat(edit.claims()).hasSize(1);
    assertThat(edit.afterwards()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"thread\":{\"type\":\"create\"}",
        "\"fallback_credit_token\":\"t\"",
        "\"compaction\":{\"type\":\"summarize\"}",
        "\"cache_control\":null",
        "\"x\":{\"y\":[{\"cache_control\" : {\"type\":\"ephemeral\"}}]}",
        "\"x\":{\"cache\\u005fcontrol\":1}",
        "\"metadata\":{\"cache_control\"\n:1}"
      })
  void a_member_that_forbids_it_stops_it(String member) {
    String body = new String(agent().body(), StandardCharsets.UTF_8);
    String with = "{" + member + "," + body.substring(1);

    assertThat(edit(with.getBytes(StandardCharsets.UTF_8)).claims()).isEmpty();
    assertThat(edit(with.getBytes(StandardCharsets.UTF_8)).splices().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"thread\":null",
        "\"metadata\":{\"user_id\":\"cache_control\"}",
        "\"x\":[\"cache_control\",\"\\\"cache_control\\\":\"]",
        "\"x\":{\"a\\\"cache_control\":1}",
        "\"x\":\"\\u0063ache_control\"",
        "\"x\":{\"\\\\u0063\":1}",
        "\"x\":\"{\\\"cache_control\\\": {}}\""
      })
  void a_text_that_mentions_it_does_not(String member) {
    String body = new String(agent().body(), StandardCharsets.UTF_8);
    String with = "{" + member + "," + body.substring(1);

    assertThat(edit(with.getBytes(StandardCharsets.UTF_8)).claims()).hasSize(1);
  }

  @Test
  void a_marker_inside_a_tool_result_stops_it() {
    Talk talk = agent().uses(1, 10);
    ObjectNode result = (ObjectNode) talk.messages().path(2).path("content").path(0);
    ObjectNode inner = result.putArray("content").addObject().put("type", "text").put("text", "a");
    inner.putObject("cache_control").put("type", "ephemeral");

    assertThat(edit(talk.body()).splices().isEmpty()).isTrue();
  }

  @Test
  void prewarming_counting_and_other_paths_are_left_alone() {
    ObjectNode warm = agent().request();
    byte[] body = Json.bytes(warm);
    Turn turn = rig.turn(body);
    Body indexed = Body.indexed(body);
    Call some = new Call("c", "POST", "/v1/messages/count_tokens", "", Rig.headers("a"), indexed);
    Call got = new Call("d", "GET", "/v1/messages", "", Rig.headers("a"), indexed);

    assertThat(edit(Json.bytes(warm.put("max_tokens", 0))).claims()).isEmpty();
    assertThat(rig.breakpoints.rewrite(rig.draft(some, turn))).isSameAs(Edit.NONE);
    assertThat(rig.breakpoints.rewrite(rig.draft(got, turn))).isSameAs(Edit.NONE);
  }

  @Test
  void a_provider_without_markers_gets_none() {
    rig.takes = ProviderConfig.Breakpoints.NONE;

    assertThat(edit(agent().body())).isSameAs(Edit.NONE);
  }

  @Test
  void a_prompt_below_the_minimum_gets_none() {
    Rig haiku = new Rig("claude-haiku-4-5", PromptCacheConfig.DEFAULT);
    byte[] body = agent().body();
    Turn turn = haiku.turn(body);

    assertThat(haiku.edit(body, turn)).isSameAs(Edit.NONE);
  }

  @Test
  void where_only_blocks_may_be_marked_the_last_block_is() {
    rig.takes = ProviderConfig.Breakpoints.EXPLICIT;
    byte[] body = agent().body();

    String sent = new String(edit(body).splices().apply(body), StandardCharsets.UTF_8);

    assertThat(sent)
        .startsWith("{\"model\"")
        .contains(
            "[{\"type\":\"text\",\"text\":\"Go.\",\"cache_control\":{\"type\":\"ephemeral\"}}]");
  }

  @Test
  void a_call_that_is_prepared_twice_is_learnt_once() {
    byte[] body = agent().body();
    Turn turn = rig.turn(body);
    Body indexed = Body.indexed(body);
    Call call = new Call("c", "POST", "/v1/messages", "", Rig.headers("a"), indexed);
    Draft draft = rig.draft(call, turn);

    byte[] first = rig.breakpoints.rewrite(draft).splices().apply(body);
    byte[] second = rig.breakpoints.rewrite(draft).splices().apply(body);

    assertThat(second).isEqualTo(first);
  }

  @Test
  void a_provider_that_never_finds_what_was_written_is_given_up() {
    Talk talk = agent();
    int marked = 0;
    for (int i = 0; i < 40; i++) {
      rig.after(Duration.ofSeconds(5));
      byte[] body = talk.body();
      Turn turn = rig.turn(body);
      Edit edit = rig.edit(body, turn);
      rig.history.sent(turn);
      if (edit.afterwards() != null) {
        marked++;
        edit.afterwards().begun();
        edit.afterwards()
            .ended(Rig.usage(new dev.sluice.sim.model.Tokens(9, 9, 0, 0, 1, 0, 0)), 200);
      }
      talk.uses(1, 20);
    }

    assertThat(marked).isBetween(5, 20);
  }
}
