package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Finds the command that the arguments name, reads its options and runs it. */
public final class Commands {
  private static final int WIDTH = 80;

  private Commands() {}

  /**
   * Runs a command with this process's environment and the system's clock; never throws.
   *
   * @param watched whether the streams are a terminal
   * @return the exit code
   */
  public static int run(String[] args, PrintStream out, PrintStream err, BooleanSupplier watched) {
    return run(
        args, new Terminal(out, err, Environment.variables(), InstantSource.system(), watched));
  }

  /** Runs a command and returns its exit code; never throws. */
  static int run(String[] args, Terminal terminal) {
    try {
      return dispatch(Arrays.asList(args), terminal);
    } catch (Failure failure) {
      failure.print(terminal.err());
      trace(failure, terminal);
      return failure.code().number();
    } catch (RuntimeException | LinkageError fault) {
      terminal.err().println("sluice: a fault in Sluice itself: " + fault);
      terminal.err().println("  set SLUICE_DEBUG=1 to see where, and report it");
      trace(fault, terminal);
      return ExitCode.FAILURE.number();
    }
  }

  private static int dispatch(List<String> args, Terminal terminal) throws Failure {
    if (args.isEmpty()) {
      RootHelp.print(terminal.err());
      return ExitCode.USAGE.number();
    }
    return switch (args.getFirst()) {
      case "-h", "--help" -> help(List.of(), terminal);
      case "help" -> help(args.subList(1, args.size()), terminal);
      case "-V", "--version" -> {
        VersionCommand.print(terminal, args.contains("--json"));
        yield ExitCode.OK.number();
      }
      default -> {
        Registry.Entry entry = entry(args);
        yield run(entry, args.subList(entry.words(), args.size()), terminal);
      }
    };
  }

  private static int help(List<String> args, Terminal terminal) throws Failure {
    if (args.isEmpty()) {
      RootHelp.print(terminal.out());
      return 0;
    }
    return run(entry(args), List.of("--help"), terminal);
  }

  private static Registry.Entry entry(List<String> args) throws Failure {
    Registry.@Nullable Entry entry = Registry.find(args);
    if (entry != null) {
      return entry;
    }
    String name = args.getFirst();
    String near = Registry.nearest(args);
    throw new Failure(
        ExitCode.USAGE,
        "unknown command: " + (Registry.beginsOne(name) ? String.join(" ", args) : name),
        near.isEmpty() ? "see: sluice --help" : "did you mean: sluice " + near);
  }

  private static int run(Registry.Entry entry, List<String> args, Terminal terminal)
      throws Failure {
    Command command = entry.create().get();
    CommandLine line = new CommandLine(command);
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setStopAtPositional(command instanceof RunCommand);
    try {
      line.parseArgs(args.toArray(String[]::new));
    } catch (ParameterException wrong) {
      throw usage(entry, wrong);
    }
    if (line.isUsageHelpRequested()) {
      line.usage(terminal.out(), Ansi.OFF);
      return 0;
    }
    return command.run(terminal);
  }

  private static Failure usage(Registry.Entry entry, ParameterException wrong) {
    return new Failure(
        ExitCode.USAGE,
        entry.name() + ": " + UsageMessage.of(wrong),
        wrong,
        "see: sluice " + entry.name() + " --help");
  }

  private static void trace(Throwable problem, Terminal terminal) {
    if (terminal.debugging()) {
      problem.printStackTrace(terminal.err());
    }
  }
}
