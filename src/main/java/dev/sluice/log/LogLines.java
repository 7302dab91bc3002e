package dev.sluice.log;

import dev.sluice.log.LogConfig.Format;
import dev.sluice.log.LogConfig.Level;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Where log lines are formed and written; configured once by the command line. Callers never wait
 * for the terminal: lines go through a bounded queue to one thread, which forms and writes them.
 */
public final class LogLines {
  private static volatile Setting setting =
      new Setting(
          LogConfig.DEFAULT,
          InstantSource.system(),
          new LineWriter(new FileOutputStream(FileDescriptor.err)));

  private LogLines() {}

  /** What holds now; replaced as a whole. */
  private record Setting(LogConfig config, InstantSource clock, LineWriter writer) {}

  /**
   * Sets level and format for the whole process, and leads what libraries log by java.util.logging
   * here, from warnings on.
   */
  public static void configure(LogConfig wanted) {
    setting = new Setting(wanted, setting.clock(), setting.writer());
    JulBridge.install();
  }

  /** Also sets the clock and where lines go; what was logged before is written first. */
  public static void configure(LogConfig wanted, InstantSource clock, OutputStream out) {
    flush();
    setting = new Setting(wanted, clock, new LineWriter(out));
    JulBridge.install();
  }

  /** Lines to standard error again, by the system's clock. */
  public static void reset() {
    configure(LogConfig.DEFAULT, InstantSource.system(), new FileOutputStream(FileDescriptor.err));
  }

  /** Waits until all lines so far are written, at most a second. */
  public static void flush() {
    setting.writer().flush();
  }

  static boolean writes(Level level) {
    return level.compareTo(setting.config().level()) >= 0;
  }

  static void write(Level level, String name, String message, @Nullable Object... pairs) {
    Setting now = setting;
    if (level.compareTo(now.config().level()) < 0) {
      return;
    }
    LogLine line = new LogLine(now.clock().instant(), level, name, message, pairs);
    now.writer().write(now.config().format() == Format.JSON ? line::json : line::text);
  }
}
