package dev.sluice.rewrite.reduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Span;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.io.JsonStringEncoder;

/** No text is passed over that has what is looked for. */
final class AnchorTest {
  private static final String SIGNS = "ab c\n\t\"\\/<é🌊{};";

  @Test
  void a_string_that_has_the_text_has_its_anchor() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      String wanted = text(random, 5 + random.nextInt(120));
      String all = text(random, random.nextInt(50)) + wanted + text(random, random.nextInt(50));
      Anchor anchor = Anchor.of(wanted);
      assertThat(anchor == null || isIn(anchor, all)).as(wanted).isTrue();
    }
  }

  @Test
  void a_string_without_it_is_passed_over() {
    Anchor anchor = Objects.requireNonNull(Anchor.of("{\n  int value = read(input);\n}"));
    assertThat(isIn(anchor, "{\n  int value = read(input);\n}")).isTrue();
    assertThat(isIn(anchor, "{\n  int value = read(inputs);\n}")).isFalse();
    assertThat(isIn(anchor, " read(input)")).isFalse();
    assertThat(isIn(anchor, "")).isFalse();
  }

  @Test
  void a_text_of_short_pieces_has_none() {
    assertThat(Anchor.of("a\nb\nc\n\"d\"\n")).isNull();
    assertThat(Anchor.of("")).isNull();
  }

  private static boolean isIn(Anchor anchor, String text) {
    byte[] raw =
        ("\"" + new String(JsonStringEncoder.getInstance().quoteAsUTF8(text), UTF_8) + "\"")
            .getBytes(UTF_8);
    return anchor.isIn(raw, new Span(1, raw.length - 1));
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          random.nextInt(4) > 0
              ? 'a' + random.nextInt(3)
              : SIGNS.codePointAt(
                  SIGNS.offsetByCodePoints(
                      0, random.nextInt(SIGNS.codePointCount(0, SIGNS.length())))));
    }
    return text.toString();
  }
}
