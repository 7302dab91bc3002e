package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations and sizes. */
class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "24h,86400000",
    "30s,30000",
    "250ms,250",
    "1h30m,5400000",
    "90m,5400000",
    "2d,172800000",
    "0,0",
    "1m1ms,60001",
    "0s,0"
  })
  void a_duration_is_read_and_shown_so_that_it_reads_again(String text, long millis)
      throws BadValue {
    Duration duration = Amounts.duration(text);

    assertThat(duration).hasMillis(millis);
    assertThat(Amounts.duration(Amounts.show(duration))).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "s",
        "-1s",
        "1.5h",
        "1 h",
        "5 parsecs",
        "1h 30m",
        "999999999999999999d",
        "1x"
      })
  void what_is_no_duration_is_refused(String text) {
    assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Amounts.duration(text));
  }

  @ParameterizedTest
  @CsvSource({
    "32MiB,33554432",
    "1GB,1000000000",
    "64KiB,65536",
    "1kb,1000",
    "5,5",
    "-3,-3",
    "7 MB,7000000",
    "2GiB,2147483648",
    "10B,10"
  })
  void a_size_is_read(String text, long bytes) throws BadValue {
    assertThat(Amounts.whole(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "1.5MiB", "1TiB", "0x10", "1e6", "999999999999GiB", "1 2"})
  void what_is_no_size_is_refused(String text) {
    assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Amounts.whole(text));
  }

  @Test
  void the_name_of_a_variable_is_split_at_capitals() {
    assertThat(EnvNames.of("savings.cache.maxEntries"))
        .isEqualTo("SLUICE_SAVINGS_CACHE_MAX_ENTRIES");
    assertThat(EnvNames.of("providers.my-corp.timeouts.firstByte"))
        .isEqualTo("SLUICE_PROVIDERS_MY_CORP_TIMEOUTS_FIRST_BYTE");
  }
}
