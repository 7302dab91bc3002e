package dev.sluice.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts of a reply as text and back. */
class FactsTextTest {
  private static final StoredReply REPLY =
      new StoredReply(
          Form.SSE,
          new byte[0],
          "5:m -\u0000\ud83d\ude00",
          "",
          new Usage(
              Long.MAX_VALUE,
              -2,
              3,
              4,
              5,
              6,
              new ServerTools(7, 8, 9),
              new Tariff("b 1", ":", null),
              List.of(
                  new Iteration("message", null, 1, 2, 3, 4, 5),
                  new Iteration("advisor_message", "m", 6, 7, 8, 9, 10)),
              true),
          Instant.parse("2026-11-21T10:00:00.123Z"),
          "anthropic");

  @Test
  void what_was_written_is_read() {
    String text = FactsText.write(REPLY);

    assertThat(FactsText.read(text, REPLY.bytes())).isEqualTo(REPLY);
  }

  @Test
  void a_text_that_is_cut_anywhere_is_refused() {
    String text = FactsText.write(REPLY);
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> FactsText.read(cut, REPLY.bytes()))
          .as(cut)
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String odd : List.of("nonsense", "-1:", "4:JSON99:m", "3:XML1:m", "4:JSON-")) {
      assertThatThrownBy(() -> FactsText.read(odd, REPLY.bytes()))
          .as(odd)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
