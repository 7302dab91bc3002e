package dev.sluice;

import dev.sluice.cli.Commands;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The command line: {@code sluice COMMAND}. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] args) {
    // The streams of a process without a UTF-8 locale would turn a check mark into a question mark.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    int code = Commands.run(args, System.out, System.err, Main::isWatched);
    System.out.flush();
    System.exit(code);
  }

  /** Runs a command inside this process: data goes to {@code out}, talk to {@code err}. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return Commands.run(args, out, err, () -> false);
  }

  /** Java 22 to 24 always have a console, others only on a terminal; hence both questions. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isWatched() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
