package dev.sluice.route.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Translate to French: good morning. Then design a cache for it.",
        "Summarise the text below.\n\nThe cat sleeps.\n\nAfter that, prove the claim in line two.",
        "Translate this C++ function to Rust:\n\n```\nint f(){return 1;}\n```",
        "Summarise the implications of this ruling: the court held that",
        "Extract the root cause from: the disk was full",
        "List the trade-offs of both approaches",
        "Classify all quadratic forms over Q",
        "Convert this recursive function to an iterative one:\n\ndef f(n): return n*f(n-1)",
        "Count the homomorphisms from Z/12 to Z/18",
        "Format and explain this query: select 1",
        "Answer yes or no: is this lock-free?",
        "Sort these approaches by risk: a, b, c",
        "Extract all dates",
        "Summarise the rise of the Ottoman Empire",
        "What is the largest prime gap below 100?",
        "Name the bug",
        "Hi, prove it",
      })
  void hard_or_longer_requests_are_not_simple(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.isSure() && verdict.tier() == Tier.SIMPLE).as(verdict.reason()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What time does a train leaving at 3:15 at 80 km/h meet one leaving at 3:40 at 95 km/h?",
        "What day of the week was 4 March 1793?",
        "What is 8734 * 9921 - 17^5?",
        "Count the number of solutions of x+y+z=20 in nonnegative integers",
        "Convert this regex to a DFA: (a|b)*abb",
      })
  void what_has_to_be_worked_out_goes_to_nobody_cheaper(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.tier()).as(verdict.reason()).isEqualTo(Tier.COMPLEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Translate to German: We designed the architecture and debugged the deadlock.",
        "Summarise:\n\nThe proof of the theorem failed. The distributed system deadlocked.",
        "Klassifiziere als Lob oder Beschwerde: \"Der Fehler trat wieder auf, schlechte Performance.\"",
        "Extract the names from <memo>Design review with Ann and Bob</memo>",
        "翻译成英文：死锁和架构设计。",
        "Could you please translate this for me: the cat sleeps",
      })
  void what_is_worked_on_does_not_make_it_hard(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.tier()).as(verdict.reason()).isEqualTo(Tier.SIMPLE);
    assertThat(verdict.isSure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "?", "…", "\u0000", "```", "\"", "<a>", "：", "::::"})
  void nothing_is_made_of_nothing(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.isSure()).isFalse();
  }

  @Test
  void any_text_gets_a_verdict() {
    long seed = 20261121;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String pieces = "ab \n:：\"'`<>/=$^\\(){}[]„“«»「」死锁翻译Design Translate list 12-._*#é\uD83C\uDF39";
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(600); j > 0; j--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      Verdict verdict = TextRules.judge(text.toString());
      assertThat(verdict.confidence()).isBetween(0.0, 1.0);
      assertThat(verdict.reason()).isEqualTo(verdict.reason().toLowerCase(Locale.ROOT));
    }
  }
}
