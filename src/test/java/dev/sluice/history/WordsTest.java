package dev.sluice.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Words.Compared compare(String before, String now) {
    byte[] old = bytes(before);
    byte[] text = bytes(now);
    return Words.of(old, 0, old.length).compare(text, 0, text.length);
  }

  @Test
  void new_words_are_found_with_the_one_after_them() {
    assertThat(compare("the sun is up\\nat noon", "the moon is up\\nat noon").strangers())
        .isEqualTo(List.of("moon", "is"));
    assertThat(compare("one \\\"two\\\" é", "one \\\"two\\\" é").strangers()).isEmpty();
  }

  @Test
  void a_word_of_any_length_at_any_place_is_the_same_word() {
    SplittableRandom random = new SplittableRandom(11);
    for (int length = 1; length < 40; length++) {
      String word = "x".repeat(length - 1) + "é";
      String text = "a " + word + " b";
      String same = "  a\\n\\n" + word + "\"b" + " ".repeat(random.nextInt(20));

      assertThat(compare(text, same).count()).as(word).isZero();
      assertThat(compare(text, same.replace("é", "e")).count()).as(word).isEqualTo(2);
    }
  }

  @Test
  void a_text_without_words_is_like_any_other() {
    assertThat(compare("a", " ").alike()).isEqualTo(1);
    assertThat(compare("a b c d", "e f g h").alike()).isZero();
  }
}
