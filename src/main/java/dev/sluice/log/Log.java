package dev.sluice.log;

import org.jspecify.annotations.Nullable;

/**
 * Structured log lines on standard error: a message that never varies and key-value pairs that do.
 * Values are masked where they look like a key, and control characters are written as escapes. Safe
 * for any thread; never throws. Keys from the house vocabulary: exchange, caller, route, provider,
 * attempt, status.
 */
public final class Log {
  private final String name;

  private Log(String name) {
    this.name = name;
  }

  /** The log of one part of the gateway, such as {@code gateway}. */
  public static Log of(String name) {
    return new Log(name);
  }

  /** Whether a line of this level would be written. */
  public boolean writes(LogConfig.Level level) {
    return LogLines.writes(level);
  }

  /** Writes a debugging line; {@code pairs} alternates keys and values. */
  public void debug(String message, @Nullable Object... pairs) {
    LogLines.write(LogConfig.Level.DEBUG, name, message, pairs);
  }

  /** Writes a line of information; {@code pairs} alternates keys and values. */
  public void info(String message, @Nullable Object... pairs) {
    LogLines.write(LogConfig.Level.INFO, name, message, pairs);
  }

  /** Writes a warning; {@code pairs} alternates keys and values. */
  public void warn(String message, @Nullable Object... pairs) {
    LogLines.write(LogConfig.Level.WARN, name, message, pairs);
  }

  /**
   * Writes an error; {@code pairs} alternates keys and values; a Throwable value prints its trace.
   */
  public void error(String message, @Nullable Object... pairs) {
    LogLines.write(LogConfig.Level.ERROR, name, message, pairs);
  }
}
