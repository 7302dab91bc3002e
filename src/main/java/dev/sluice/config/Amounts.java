package dev.sluice.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 1h30m} and sizes such as {@code 32MiB}, read and written. */
final class Amounts {
  private static final Pattern PART = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(-?[0-9]{1,18}) ?([A-Za-z]*)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30,
          "kb",
          1000L,
          "mb",
          1_000_000L,
          "gb",
          1_000_000_000L);

  private Amounts() {}

  /** A duration of one or more parts with units, largest first or not; {@code 0} needs no unit. */
  static Duration duration(String text) throws BadValue {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int at = 0;
    while (part.find() && part.start() == at) {
      sum = plus(sum, Long.parseLong(part.group(1)), MILLIS.getOrDefault(part.group(2), 0L));
      at = part.end();
    }
    if (at == 0 || at < text.length()) {
      throw new BadValue(text.matches("[0-9]+") ? "a duration without a unit" : "not a duration");
    }
    return sum;
  }

  private static Duration plus(Duration sum, long count, long unit) throws BadValue {
    try {
      return sum.plusMillis(Math.multiplyExact(count, unit));
    } catch (ArithmeticException e) {
      throw new BadValue("too long a duration");
    }
  }

  /** The shortest text that reads as this duration again, to the millisecond. */
  static String show(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    String millis = duration.toMillisPart() == 0 ? "" : duration.toMillisPart() + "ms";
    String seconds = duration.toSecondsPart() == 0 ? "" : duration.toSecondsPart() + "s";
    String minutes = duration.toMinutesPart() == 0 ? "" : duration.toMinutesPart() + "m";
    return (duration.toHours() == 0 ? "" : duration.toHours() + "h") + minutes + seconds + millis;
  }

  /** A whole number, of bytes if it has a unit. */
  static long whole(String text) throws BadValue {
    Matcher matcher = SIZE.matcher(text);
    Long unit = matcher.matches() ? BYTES.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new BadValue("not a whole number");
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (ArithmeticException e) {
      throw new BadValue("too large a number");
    }
  }
}
