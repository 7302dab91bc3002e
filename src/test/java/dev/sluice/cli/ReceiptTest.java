package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.view.Totals;
import dev.sluice.view.Totals.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptTest {

  @Test
  void it_is_one_line() {
    Tokens tokens = new Tokens(5_000, 2_000, 0, 93_000, 10_000);
    Totals totals =
        new Totals(41, 2, 39, 0, 0, tokens, 1_830_000_000L, 2_240_000_000L, 410_000_000L);

    assertThat(Receipt.line(totals, List.of()))
        .isEqualTo("41 requests  $1.83  93 % cache read  2 answered from cache  saved $0.41");
  }

  @Test
  void what_did_not_happen_is_left_out() {
    Tokens none = new Tokens(0, 0, 0, 0, 0);

    assertThat(Receipt.line(new Totals(1, 0, 0, 1, 1, none, 0, 0, 0), List.of()))
        .isEqualTo("1 request  $0.00 and 1 unpriced  1 failed");
    assertThat(Receipt.line(Totals.NONE, List.of())).isEqualTo("no requests came through Sluice");
  }
}
