package dev.sluice.log;

import dev.sluice.log.LogConfig.Level;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of the log in both its forms: keys masked, control characters escaped. */
final class LogLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Set<String> OWN = Set.of("time", "level", "name", "message", "trace");
  private static final int LONGEST_VALUE = 4096;
  private static final int LONGEST_TRACE = 16_384;

  private final Instant time;
  private final Level level;
  private final String name;
  private final String message;
  private final @Nullable Object[] pairs;

  /**
   * {@code pairs} alternates keys and values; a last key without a value is left out. Values that
   * may change later are made text at once.
   */
  LogLine(Instant time, Level level, String name, String message, @Nullable Object... pairs) {
    this.time = time;
    this.level = level;
    this.name = name;
    this.message = message;
    this.pairs = lasting(pairs);
  }

  private static @Nullable Object[] lasting(@Nullable Object[] pairs) {
    @Nullable Object[] kept = pairs.clone();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = isLasting(kept[i]) ? kept[i] : string(kept[i]);
    }
    return kept;
  }

  private static boolean isLasting(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> true;
      case Integer number -> true;
      case Long number -> true;
      case Double number -> true;
      case Boolean truth -> true;
      case Enum<?> word -> true;
      case Throwable thrown -> true;
      default -> false;
    };
  }

  /** For people: {@code time LEVEL name: message key=value ...}, a trace on lines of its own. */
  String text() {
    StringBuilder line = new StringBuilder(160);
    TIME.formatTo(time, line);
    line.append(' ').append(level).append(level.name().length() < 5 ? "  " : " ");
    line.append(Escapes.controls(name)).append(": ");
    line.append(Escapes.controls(Masking.mask(cut(message))));
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      String key = string(pairs[i]);
      line.append(' ').append(quotedIfNeeded(key)).append('=');
      line.append(quotedIfNeeded(masked(key, pairs[i + 1])));
    }
    for (int i = 1; i < pairs.length; i += 2) {
      if (pairs[i] instanceof Throwable thrown) {
        trace(thrown).lines().forEach(at -> line.append("\n    ").append(safe(at)));
      }
    }
    return line.append('\n').toString();
  }

  /** For machines: one JSON object; numbers and truth values stay what they are. */
  String json() {
    StringBuilder line = new StringBuilder(200).append("{\"time\":\"");
    TIME.formatTo(time, line);
    line.append("\",\"level\":").append(Escapes.json(level.name().toLowerCase(Locale.ROOT)));
    line.append(",\"name\":").append(Escapes.json(name));
    line.append(",\"message\":").append(Escapes.json(Masking.mask(cut(message))));
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      String key = string(pairs[i]);
      line.append(',').append(Escapes.json(OWN.contains(key) ? key + "_" : key)).append(':');
      line.append(isPlain(pairs[i + 1]) ? pairs[i + 1] : Escapes.json(masked(key, pairs[i + 1])));
    }
    for (int i = 1; i < pairs.length; i += 2) {
      if (pairs[i] instanceof Throwable thrown) {
        line.append(",\"trace\":").append(Escapes.json(Masking.mask(trace(thrown))));
        break;
      }
    }
    return line.append("}\n").toString();
  }

  private static boolean isPlain(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof Boolean;
  }

  private static String masked(String key, @Nullable Object value) {
    return value instanceof Number || value instanceof Boolean || value instanceof Enum<?>
        ? string(value)
        : Masking.value(key, cut(string(value)));
  }

  private static String string(@Nullable Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException e) {
      return "(unprintable)";
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }

  private static String safe(String text) {
    return Escapes.controls(Masking.mask(text.replace("\t", "  ")));
  }

  private static String quotedIfNeeded(String text) {
    return isBare(text) ? text : Escapes.json(text);
  }

  private static boolean isBare(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (" \"=\\".indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return !text.isEmpty() && Escapes.controls(text).length() == text.length();
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text));
    } catch (RuntimeException e) {
      return "(unprintable)";
    }
    String whole = text.toString();
    return whole.length() <= LONGEST_TRACE ? whole : whole.substring(0, LONGEST_TRACE);
  }
}
