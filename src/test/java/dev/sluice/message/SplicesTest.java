package dev.sluice.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SplicesTest {
  private static final byte[] ORIGINAL = "0123456789".getBytes(UTF_8);

  @Test
  void edits_apply_to_the_original_offsets_in_any_order() {
    Splices splices =
        new Splices()
            .replace(new Span(7, 9), bytes("xyz"))
            .insert(0, bytes("<"))
            .delete(new Span(2, 4))
            .insert(10, bytes(">"));

    assertThat(applied(splices)).isEqualTo("<01456xyz9>");
  }

  @Test
  void inserts_at_one_place_keep_their_order_and_may_touch_a_replaced_span() {
    Splices splices =
        new Splices()
            .replace(new Span(3, 5), bytes("R"))
            .insert(3, bytes("a"))
            .insert(3, bytes("b"))
            .insert(5, bytes("c"));

    assertThat(applied(splices)).isEqualTo("012abRc56789");
  }

  @Test
  void overlapping_edits_are_refused() {
    Splices splices = new Splices().replace(new Span(3, 6), bytes("R"));

    assertThatThrownBy(() -> splices.replace(new Span(5, 7), bytes("S")))
        .hasMessage("splice 5..7 overlaps 3..6");
    assertThatThrownBy(() -> splices.insert(4, bytes("S"))).hasMessage("splice 4..4 overlaps 3..6");
    assertThatThrownBy(() -> splices.replace(new Span(3, 6), bytes("S")))
        .hasMessage("splice 3..6 overlaps 3..6");
    assertThat(applied(splices)).isEqualTo("012R6789");
  }

  @Test
  void an_edit_beyond_the_end_is_refused() {
    assertThatThrownBy(() -> new Splices().insert(11, bytes("x")).apply(ORIGINAL))
        .hasMessage("splice 11..11 is beyond the end of 10 bytes");
  }

  @Test
  void no_edit_gives_the_original_itself() {
    assertThat(new Splices().apply(ORIGINAL)).isSameAs(ORIGINAL);
  }

  private static String applied(Splices splices) {
    return new String(splices.apply(ORIGINAL), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void two_sets_on_the_same_bytes_become_one() {
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    Splices one = new Splices().insert(6, ",\"b\":2".getBytes(StandardCharsets.UTF_8));
    Splices other = new Splices().insert(1, "\"c\":3,".getBytes(StandardCharsets.UTF_8));

    assertThat(one.and(other).apply(body)).asString().isEqualTo("{\"c\":3,\"a\":1,\"b\":2}");
    assertThat(one.and(Splices.NONE)).isSameAs(one);
    assertThat(Splices.NONE.and(other)).isSameAs(other);
    assertThat(one.count()).isEqualTo(1);
    Splices over = new Splices().delete(new Span(0, 7));
    assertThatThrownBy(() -> one.and(over)).isInstanceOf(IllegalArgumentException.class);
  }
}
