package dev.sluice.cli.terminal;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expected end of a command that did not work: what, where, and how to mend it. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final List<String> help;

  /**
   * A failure.
   *
   * @param code the exit code
   * @param message one line: what is wrong, and where
   * @param help how to mend it, one line each
   */
  public Failure(ExitCode code, String message, String... help) {
    this(code, message, null, help);
  }

  /** A failure with its cause, which is shown only when debugging. */
  public Failure(ExitCode code, String message, @Nullable Throwable cause, String... help) {
    super(message, cause);
    this.code = code;
    this.help = List.of(help);
  }

  /** The exit code. */
  public ExitCode code() {
    return code;
  }

  /** How to mend it, one line each. */
  public List<String> help() {
    return help;
  }

  /** Prints the message and the help as lines for people; several lines of message stay as is. */
  public void print(PrintStream err) {
    err.println("sluice: " + getMessage());
    help.forEach(line -> err.println("  " + line));
  }
}
