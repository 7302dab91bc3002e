package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TableTest {

  @Test
  void the_first_column_is_left_and_the_others_right() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new Table("model", "calls", "cost")
        .row("été", "1,204", "$0.10")
        .row("b", "7", "$12.00")
        .print(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            model  calls    cost
            été    1,204   $0.10
            b          7  $12.00
            """);
  }

  @Test
  void a_row_of_another_length_is_refused() {
    assertThatThrownBy(() -> new Table("a").row("b", "c"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
