package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Failure;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SinceTest {

  @ParameterizedTest
  @CsvSource({
    "30s, 2026-11-20T11:59:30Z",
    "90m, 2026-11-20T10:30:00Z",
    "24h, 2026-11-19T12:00:00Z",
    "7d, 2026-11-13T12:00:00Z",
    "2w, 2026-11-06T12:00:00Z",
    "2026-11-01T08:00:00Z, 2026-11-01T08:00:00Z"
  })
  void times_are_read_as_people_type_them(String text, Instant meant) throws Failure {
    assertThat(Since.parse(text, InstantSource.fixed(Ran.NOW))).isEqualTo(meant);
  }
}
