package dev.sluice.workload.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.prompt.Tokenizer;
import org.junit.jupiter.api.Test;

final class TextsTest {

  @Test
  void a_text_has_about_as_many_tokens_as_asked_for() {
    Texts texts = new Texts(1);

    for (int tokens : new int[] {300, 1_000, 3_000}) {
      assertThat(Tokenizer.count(texts.prose(tokens))).isBetween(tokens * 9 / 10, tokens + 40);
      assertThat(Tokenizer.count(texts.log(tokens))).isBetween(tokens * 9 / 10, tokens + 80);
      assertThat(Tokenizer.count(texts.code("Cart", tokens))).isBetween(tokens, tokens + 120);
    }
  }

  @Test
  void the_same_seed_writes_the_same_texts() {
    assertThat(new Texts(5).code("Cart", 500)).isEqualTo(new Texts(5).code("Cart", 500));
    assertThat(new Texts(5).log(500)).isNotEqualTo(new Texts(6).log(500));
  }

  @Test
  void the_texts_look_like_what_they_are() {
    Texts texts = new Texts(2);

    assertThat(texts.code("StalePrice", 400)).startsWith("package shop.").contains("final class");
    assertThat(texts.log(200).lines()).allMatch(line -> line.startsWith("2026-11-20T"));
    assertThat(texts.prose(200)).endsWith(".").contains(". ");
  }
}
