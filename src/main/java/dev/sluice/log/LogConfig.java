package dev.sluice.log;

/**
 * The gateway's own log lines.
 *
 * @param level the least level that is written
 * @param format how a line is written
 */
public record LogConfig(Level level, Format format) {
  /** Information and above, as text. */
  public static final LogConfig DEFAULT = new LogConfig(Level.INFO, Format.TEXT);

  /** Levels in rising order. */
  public enum Level {
    /** Everything, each attempt included. */
    DEBUG,
    /** One line an exchange, starts and stops. */
    INFO,
    /** What works but should not be so. */
    WARN,
    /** What does not work. */
    ERROR
  }

  /** Forms of a line. */
  public enum Format {
    /** {@code time LEVEL message key=value ...} for people. */
    TEXT,
    /** One JSON object a line for machines. */
    JSON
  }
}
