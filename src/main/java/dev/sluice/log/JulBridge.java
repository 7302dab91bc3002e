package dev.sluice.log;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Leads the warnings and errors of libraries, which log by java.util.logging, into this log. */
final class JulBridge extends Handler {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Formatter FORMATTER = new SimpleFormatter();

  private JulBridge() {
    setLevel(Level.WARNING);
  }

  /** Takes the place of the console; does nothing when it has it already. */
  static synchronized void install() {
    for (Handler handler : ROOT.getHandlers()) {
      if (handler instanceof JulBridge) {
        return;
      }
      ROOT.removeHandler(handler);
    }
    ROOT.setLevel(Level.WARNING);
    ROOT.addHandler(new JulBridge());
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    boolean severe = entry.getLevel().intValue() >= Level.SEVERE.intValue();
    LogConfig.Level level = severe ? LogConfig.Level.ERROR : LogConfig.Level.WARN;
    String name = String.valueOf(entry.getLoggerName());
    String message = String.valueOf(FORMATTER.formatMessage(entry));
    Throwable thrown = entry.getThrown();
    if (thrown == null) {
      LogLines.write(level, name, message);
    } else {
      LogLines.write(level, name, message, "error", thrown);
    }
  }

  @Override
  public void flush() {
    LogLines.flush();
  }

  @Override
  public void close() {
    // Nothing is held open here.
  }
}
