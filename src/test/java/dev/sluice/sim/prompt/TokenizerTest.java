package dev.sluice.sim.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.json.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tokens. */
final class TokenizerTest {
  private static final String MIXED = "Grüße, 漢字 and 😀😀 1234567 spaces      end\n\n";

  @Test
  void every_token_goes_forward_and_none_splits_a_character() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        text.appendCodePoint(MIXED.codePointAt(MIXED.offsetByCodePoints(0, random.nextInt(30))));
      }
      int tokens = 0;
      for (int at = 0; at < text.length(); tokens++) {
        int next = Tokenizer.next(text.toString(), at);
        assertThat(next).isGreaterThan(at);
        assertThat(next == text.length() || !Character.isLowSurrogate(text.charAt(next))).isTrue();
        at = next;
      }
      assertThat(Tokenizer.count(text.toString())).isEqualTo(tokens);
    }
  }

  @Test
  void a_cut_text_has_the_tokens_that_were_asked_for() {
    for (int tokens = 0; tokens < Tokenizer.count(MIXED); tokens++) {
      String cut = MIXED.substring(0, Tokenizer.cut(MIXED, tokens));
      assertThat(Tokenizer.count(cut)).isEqualTo(tokens);
    }
  }

  @Test
  void markers_weigh_nothing() {
    assertThat(Tokenizer.count(Json.parse("{\"a\":\"b\",\"cache_control\":{\"ttl\":\"1h\"}}")))
        .isEqualTo(Tokenizer.count(Json.parse("{\"a\":\"b\"}")));
  }

  @Test
  void plain_english_has_about_a_token_for_four_letters() {
    String text = "The quick brown fox jumps over the lazy dog and goes home again. ".repeat(20);

    assertThat(text.length() / (double) Tokenizer.count(text)).isBetween(3.5, 5.5);
  }
}
