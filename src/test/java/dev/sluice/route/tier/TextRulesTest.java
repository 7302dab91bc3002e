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
        "Klassifiziere als Lob oder Beschwerde: \"Der Fehler trat wieder auf, schlechte Performance.\"",
        "Extract the names from <memo>Design review with Ann and Bob</memo>",
        "翻译成英文：今天下雨。",
        "Extract the order number: still no answer, it fails again, the problem is not mine, 88-12",
        "Could you please translate this for me: the cat sleeps",
      })
  void what_is_worked_on_does_not_make_it_hard(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.tier()).as(verdict.reason()).isEqualTo(Tier.SIMPLE);
    assertThat(verdict.isSure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Translate to German: We designed the architecture and debugged the deadlock.",
        "Summarise:\n\nThe proof of the theorem failed. The distributed system deadlocked.",
        "翻译成英文：死锁和架构设计。",
        "Translate to French: the lessee shall indemnify the lessor.",
        "Summarize in one sentence: the patient got the wrong dose of insulin.",
        "Extract the names: f(x) = g(x) for all x",
      })
  void mechanical_work_on_the_words_of_a_trade_is_in_doubt(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.isSure()).as(verdict.reason()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What does this do: :(){ :|:& };:",
        "List the order in which the four people must cross the bridge",
        "Sort these events in the order they must have happened: the dog barked, the door opened",
        "True or false: every barber who shaves all others shaves himself",
        "Return the next number of this list: 2, 6, 12, 20",
        "Describe a way to cross the river with a wolf, a goat and a cabbage",
        "Summarize who is right: Anna says the fence is hers, Ben says it is his",
        "Fix this: the door does not close and the light stays on",
        "Name the person who is lying: Anna says Ben lies, Ben says Carl lies",
        "Write a Python function that returns all ways to make change",
        "Write a poem without the letter e",
        "Find every place where a file is opened and not closed",
        "Explain the frobnication of a garden",
        "Fasse zusammen, wer recht hat: Anna sagt ja, Ben sagt nein",
      })
  void what_is_said_in_unknown_words_or_asks_for_more_goes_to_nobody_cheaper(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.isSure() && verdict.tier() != Tier.COMPLEX).as(verdict.reason()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capital of Norway?",
        "Which is bigger, a cat or a horse?",
        "Is this a question or a statement: \"You are late.\"",
        "Replace every comma with a dash: a,b",
        "How do you say cheese in Greek?",
        "Was ist die Hauptstadt von Peru?",
        "List three birds",
      })
  void small_jobs_in_known_words_are_simple(String text) {
    Verdict verdict = TextRules.judge(text);

    assertThat(verdict.isSure()).as(verdict.reason()).isTrue();
    assertThat(verdict.tier()).isEqualTo(Tier.SIMPLE);
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
