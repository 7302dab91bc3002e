package dev.sluice.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.semantic.Eligible.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EligibleTest {
  private static final String TEXT = "How do I reset my password?";
  private final Eligible eligible = new Eligible("policy", false);

  private Result decide(Asking asking) {
    return eligible.decide(asking.call(), asking.caller());
  }

  private String partition(Asking asking) {
    return ((Result.Asked) decide(asking)).question().partition();
  }

  private String family(Asking asking) {
    return ((Result.Asked) decide(asking)).question().family();
  }

  @Test
  void only_the_last_user_text_is_outside_the_partition() {
    assertThat(partition(Asking.of("How can I get a refund?")))
        .isEqualTo(partition(Asking.of(TEXT)));
  }

  @Test
  void everything_else_is_a_wall() {
    Asking usual = Asking.of(TEXT);
    List<Asking> others =
        List.of(
            usual.tenant("bob"),
            usual.instead("haiku-4-5", "opus-5-5"),
            usual.instead("support desk", "pirate"),
            usual.and("\"stop_sequences\":[\"x\"]"),
            usual.and("\"temperature\":0.1"),
            usual.instead("300", "301"),
            usual.headers("anthropic-version", "2024-01-01"),
            usual.headers("anthropic-version", "2023-06-01", "anthropic-beta", "b-1"),
            usual.messages(
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
                    + TEXT
                    + "\"}]}]"),
            usual.messages(
                "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Ho\"},"
                    + "{\"role\":\"user\",\"content\":\""
                    + TEXT
                    + "\"}]"));

    assertThat(others)
        .extracting(this::partition)
        .doesNotHaveDuplicates()
        .doesNotContain(partition(usual));
    assertThat(new Eligible("other policy", false).decide(usual.call(), usual.caller()))
        .isNotEqualTo(decide(usual));
  }

  @Test
  void stream_and_metadata_are_no_wall() {
    Asking usual = Asking.of(TEXT);

    assertThat(partition(usual.and("\"stream\":true"))).isEqualTo(partition(usual));
    assertThat(partition(usual.and("\"metadata\":{\"user_id\":\"u\"}")))
        .isEqualTo(partition(usual));
  }

  @Test
  void experience_is_shared_across_turns_but_not_across_tenants_models_and_systems() {
    Asking usual = Asking.of(TEXT);

    assertThat(family(usual.and("\"temperature\":0.1"))).isEqualTo(family(usual));
    assertThat(
            List.of(
                family(usual.tenant("bob")),
                family(usual.instead("haiku-4-5", "opus-5-5")),
                family(usual.instead("support desk", "pirate"))))
        .doesNotHaveDuplicates()
        .doesNotContain(family(usual));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\":[{\"name\":\"t\",\"input_schema\":{}}]",
        "\"tool_choice\":{\"type\":\"none\"}",
        "\"temperature\":0.7",
        "\"temperature\":1",
        "\"top_p\":0.9",
        "\"top_k\":40",
        "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}",
        "\"thinking\":{\"type\":\"adaptive\"}",
        "\"container\":\"c\"",
        "\"mcp_servers\":[{}]",
        "\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\"}]}",
      })
  void what_is_more_than_a_question_is_not_looked_up(String member) {
    assertThat(decide(Asking.of(TEXT).and(member))).isInstanceOf(Result.Not.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is the weather in Oslo?",
        "What time is it in Oslo?",
        "Where is my order?",
        "When does my last order arrive?",
        "What is on sale today?",
        "Who is the current president?",
        "What is the latest version of Java?",
        "What happened two days ago?",
        "What is the status of order number 48213?",
        "Is jane@example.org a customer?",
        "Call me at 030 1234567 please",
        "Tell me a joke about cats",
        "Write a poem about rain",
        "Continue with the second part",
        "Why though?",
        "",
      })
  void personal_timely_varied_and_short_questions_are_not_looked_up(String text) {
    assertThat(decide(Asking.of(text))).isInstanceOf(Result.Not.class);
  }

  @Test
  void images_long_texts_and_wishes_of_the_client_are_respected() {
    Asking usual = Asking.of(TEXT);

    assertThat(decide(usual.headers("x-sluice-cache", "off"))).isInstanceOf(Result.Not.class);
    assertThat(decide(usual.headers("x-sluice-cache", "refresh"))).isInstanceOf(Result.Not.class);
    assertThat(decide(Asking.of("word ".repeat(200)))).isInstanceOf(Result.Not.class);
    assertThat(
            decide(
                usual.messages(
                    "[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                        + "\"media_type\":\"image/png\",\"data\":\"AA\"}},{\"type\":\"text\",\"text\":\""
                        + TEXT
                        + "\"}]}]")))
        .isInstanceOf(Result.Not.class);
    assertThat(
            decide(
                usual.messages(
                    "[{\"role\":\"user\",\"content\":\""
                        + TEXT
                        + "\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Sure:\"}]")))
        .isInstanceOf(Result.Not.class);
  }
}
