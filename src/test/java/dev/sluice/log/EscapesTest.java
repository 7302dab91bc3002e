package dev.sluice.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Nothing that moves a cursor or turns a text round is left. */
class EscapesTest {
  private static final long SEED = 11L;

  @Test
  void control_bidi_and_zero_width_characters_become_escapes() {
    assertThat(Escapes.controls("a\u001b[2Jb\r\n\tc\u0085d\u202ee\u200bf\u0000\u007f\u2028\ufeff"))
        .isEqualTo("a\\u001b[2Jb\\r\\n\\tc\\u0085d\\u202ee\\u200bf\\u0000\\u007f\\u2028\\ufeff");
  }

  @Test
  void ordinary_text_of_any_script_is_left() {
    String text = "Grüße, 世界! שלום 👋 \u00a0";

    assertThat(Escapes.controls(text)).isSameAs(text);
  }

  @Test
  void a_lone_surrogate_becomes_an_escape() {
    assertThat(Escapes.controls("a\ud800b\udc00")).isEqualTo("a\\ud800b\\udc00");
  }

  @Test
  void a_json_string_reads_as_the_text_again() {
    JsonMapper mapper = JsonMapper.builder().build();
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(20, 0, 0x3000).forEach(text::appendCodePoint);
      text.append("\"\\\u001b👋");

      String read = mapper.readValue(Escapes.json(text.toString()), String.class);

      assertThat(read).as("seed %d", SEED).isEqualTo(text.toString());
    }
  }
}
