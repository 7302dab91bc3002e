package dev.sluice.log;

import dev.sluice.log.LogConfig.Level;

/** Where log lines are formed and written; configured once by the command line. */
public final class LogLines {
  private static volatile LogConfig config = LogConfig.DEFAULT;

  private LogLines() {}

  /** Sets level and format for the whole process. */
  public static void configure(LogConfig wanted) {
    config = wanted;
  }

  static boolean writes(Level level) {
    return level.compareTo(config.level()) >= 0;
  }

  static void write(Level level, String name, String message, Object... pairs) {
    if (!writes(level)) {
      return;
    }
    StringBuilder line = new StringBuilder().append(level).append(' ').append(name).append(": ");
    line.append(message);
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      line.append(' ').append(pairs[i]).append('=').append(pairs[i + 1]);
    }
    System.err.println(line);
  }
}
