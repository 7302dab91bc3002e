package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A point in the past as people type it. */
final class Since {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhdw])");

  private Since() {}

  /** Reads {@code 90m}, {@code 7d}, a date (its midnight here) or a full timestamp. */
  static Instant parse(String text, InstantSource clock) throws Failure {
    Matcher ago = AGO.matcher(text);
    try {
      if (ago.matches()) {
        Duration one =
            switch (ago.group(2)) {
              case "s" -> Duration.ofSeconds(1);
              case "m" -> Duration.ofMinutes(1);
              case "h" -> Duration.ofHours(1);
              case "d" -> Duration.ofDays(1);
              default -> Duration.ofDays(7);
            };
        return clock.instant().minus(one.multipliedBy(Long.parseLong(ago.group(1))));
      }
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException notATime) {
      throw new Failure(
          ExitCode.USAGE,
          "--since " + text + " is no time",
          notATime,
          "expected: 90m, 24h, 7d, 2026-11-01 or 2026-11-01T08:00:00Z");
    }
  }
}
