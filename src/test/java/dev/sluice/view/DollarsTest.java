package dev.sluice.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Money as text. */
final class DollarsTest {
  @Test
  void machines_get_nine_decimals() {
    assertThat(Dollars.exact(0)).isEqualTo("0.000000000");
    assertThat(Dollars.exact(1)).isEqualTo("0.000000001");
    assertThat(Dollars.exact(76_500_000)).isEqualTo("0.076500000");
    assertThat(Dollars.exact(-1_234_567_890_123L)).isEqualTo("-1234.567890123");
    assertThat(Dollars.exact(Long.MAX_VALUE)).isEqualTo("9223372036.854775807");
  }

  @Test
  void people_get_rounded_amounts() {
    assertThat(Dollars.people(0)).isEqualTo("$0.00");
    assertThat(Dollars.people(1)).isEqualTo("<$0.0001");
    assertThat(Dollars.people(-1)).isEqualTo("-<$0.0001");
    assertThat(Dollars.people(50_000)).isEqualTo("$0.0001");
    assertThat(Dollars.people(76_500_000)).isEqualTo("$0.0765");
    assertThat(Dollars.people(1_834_999_999L)).isEqualTo("$1.83");
    assertThat(Dollars.people(-1_835_000_000L)).isEqualTo("-$1.84");
    assertThat(Dollars.people(999_999_999L)).isEqualTo("$1.0000");
  }
}
