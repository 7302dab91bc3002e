package dev.sluice.workload.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ConversationTest {
  private static final String MARKER = "{\"type\":\"ephemeral\"}";

  @Test
  void only_the_newest_block_is_marked_and_the_talk_itself_never() {
    Conversation talk = new Conversation();
    talk.say("first");
    String before = talk.plain().toString();

    assertThat(talk.marked().at("/0/content/0/cache_control").toString()).isEqualTo(MARKER);
    assertThat(talk.plain()).hasToString(before);

    talk.sayInBlocks("second", "third");

    JsonNode sent = talk.marked();
    assertThat(sent.at("/0/content").asString()).isEqualTo("first");
    assertThat(sent.at("/1/content/0").has("cache_control")).isFalse();
    assertThat(sent.at("/1/content/1/cache_control").toString()).isEqualTo(MARKER);
  }

  @Test
  void results_answer_the_uses_in_order() {
    Conversation talk = new Conversation();
    List<JsonNode> uses = List.of(Json.object().put("id", "a"), Json.object().put("id", "b"));

    talk.results(uses, "done");

    assertThat(talk.plain().at("/0/content/0/tool_use_id").asString()).isEqualTo("a");
    assertThat(talk.plain().at("/0/content/1/tool_use_id").asString()).isEqualTo("b");
  }
}
