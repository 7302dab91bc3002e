package dev.sluice.rewrite.compress;

import static dev.sluice.rewrite.LongTalk.words;
import static dev.sluice.rewrite.compress.Kit.CLOCK;
import static dev.sluice.rewrite.compress.Kit.EARLY;
import static dev.sluice.rewrite.compress.Kit.FACTS;
import static dev.sluice.rewrite.compress.Kit.JSON;
import static dev.sluice.rewrite.compress.Kit.SONNET;
import static dev.sluice.rewrite.compress.Kit.chat;
import static dev.sluice.rewrite.compress.Kit.compressed;
import static dev.sluice.rewrite.compress.Kit.core;
import static dev.sluice.rewrite.compress.Kit.price;
import static dev.sluice.rewrite.compress.Kit.usage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.ModelClient.Answer;
import dev.sluice.exchange.ModelClient.AskFailed;
import dev.sluice.price.Cost;
import dev.sluice.rewrite.memory.Remembered;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The compressor by itself: what becomes facts, and what stays as it is. */
class ContextCompressorTest {
  private final Kit kit = new Kit();

  @Test
  void old_turns_become_facts_and_the_last_ones_stay_word_for_word() {
    ArrayNode chat = chat(20, 1_000);

    JsonNode done = compressed(core(), chat, kit.says(FACTS));

    assertThat(done.path(0).path("role").asString("")).isEqualTo("user");
    assertThat(done.path(0).path("content").path(0).path("text").asString(""))
        .isEqualTo(chat.path(0).path("content").asString(""));
    assertThat(done.path(0).path("content").path(1).path("text").asString(""))
        .startsWith("[The earlier part")
        .contains(FACTS);
    assertThat(done.path(1).path("role").asString("")).isEqualTo("assistant");
    assertThat(done.size()).isEqualTo(2 + 7);
    for (int i = 1; i <= 7; i++) {
      assertThat(done.get(done.size() - i)).isEqualTo(chat.get(chat.size() - i));
    }
  }

  @Test
  void what_is_asked_names_everything_that_goes() {
    compressed(core(), chat(20, 1_000), kit.says(FACTS));

    JsonNode ask = JSON.readTree(kit.asked.getFirst());
    String said = ask.path("messages").path(0).path("content").asString("");
    assertThat(ask.path("model").asString("")).isEqualTo("claude-haiku-4-5");
    assertThat(said).contains("Question 0", "Answer 15").doesNotContain("Question 16");
    assertThat(kit.asked.getFirst()).doesNotContain("temperature");
  }

  @Test
  void short_conversations_pass_with_their_bytes() {
    byte[] messages = "[ {\"role\":\"user\", \"content\":\"hi\"} ]".getBytes(UTF_8);
    Compressed done = core().compress("alice", SONNET.id(), messages, kit.says(FACTS));
    assertThat(done.messages()).isSameAs(messages);
    assertThat(kit.asked).isEmpty();
  }

  @Test
  void failures_pass_the_original_and_are_not_repeated_for_a_while() {
    Instant[] now = {Instant.parse("2026-11-01T10:00:00Z")};
    ContextCompressor core =
        new ContextCompressor(EARLY, Remembered.inMemory(CLOCK), Kit::price, () -> now[0]);
    ModelClient fails =
        ask -> {
          kit.asked.add("");
          throw new AskFailed("timed out");
        };
    byte[] messages = JSON.writeValueAsBytes(chat(20, 1_000));

    for (int i = 0; i < 3; i++) {
      Compressed done = core.compress("alice", SONNET.id(), messages, fails);
      assertThat(done.messages()).isSameAs(messages);
    }
    assertThat(kit.asked).hasSize(1);

    now[0] = now[0].plusSeconds(601);
    core.compress("alice", SONNET.id(), messages, fails);
    assertThat(kit.asked).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n ", "long"})
  void useless_facts_pass_the_original_and_are_booked(String facts) {
    String text = facts.equals("long") ? words(3, 40_000) : facts;
    byte[] messages = JSON.writeValueAsBytes(chat(20, 1_000));
    Compressed done = core().compress("alice", SONNET.id(), messages, kit.says(text));
    assertThat(done.messages()).isSameAs(messages);
    assertThat(done.calls()).isEqualTo(1);
    assertThat(done.spent()).isEqualTo(price("haiku", usage(20_000, 40)));
  }

  @Test
  void facts_that_were_cut_off_are_not_used() {
    ModelClient cut = ask -> new Answer("claude-haiku-4-5", FACTS, usage(9, Asking.MOST_TOKENS));
    byte[] messages = JSON.writeValueAsBytes(chat(20, 1_000));
    assertThat(core().compress("alice", SONNET.id(), messages, cut).messages()).isSameAs(messages);
  }

  @Test
  void a_model_without_a_price_is_not_compressed() {
    ContextCompressor core =
        new ContextCompressor(
            EARLY, Remembered.inMemory(CLOCK), (model, usage) -> new Cost.Unpriced(model), CLOCK);
    byte[] messages = JSON.writeValueAsBytes(chat(20, 1_000));
    assertThat(core.compress("alice", SONNET.id(), messages, kit.says(FACTS)).messages())
        .isSameAs(messages);
    assertThat(kit.asked).isEmpty();
  }

  @Test
  void a_cached_conversation_that_is_young_does_not_pay() {
    ArrayNode chat = chat(6, 3_000);
    ((ObjectNode) chat.get(chat.size() - 1))
        .putArray("content")
        .addObject()
        .put("type", "text")
        .put("text", "go")
        .putObject("cache_control")
        .put("type", "ephemeral");
    compressed(core(), chat, kit.says(FACTS));
    assertThat(kit.asked).isEmpty();
  }

  @Test
  void messages_of_the_clients_own_program_are_not_taken_out() {
    ArrayNode chat = chat(20, 1_000);
    chat.insertObject(3).put("role", "system").put("content", "Mode: plan");
    compressed(core(), chat, kit.says(FACTS));
    assertThat(kit.asked).isEmpty();
  }

  @Test
  void blocks_that_carry_state_of_the_provider_stay() {
    ArrayNode chat = chat(20, 1_000);
    ((ObjectNode) chat.get(1))
        .putArray("content")
        .addObject()
        .put("type", "server_tool_use")
        .put("id", "srvtoolu_1");
    compressed(core(), chat, kit.says(FACTS));
    assertThat(kit.asked).isEmpty();
  }
}
