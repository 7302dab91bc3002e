package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.ProblemKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice explain}: more about an error code than fits an error message. */
@CommandLine.Command(
    name = "sluice explain",
    description = "Explain an error code; without one, list them all.",
    footer = {
      "",
      "Examples:",
      "  sluice explain C012",
      "  sluice explain c020",
      "  sluice explain"
    })
final class ExplainCommand implements Command {
  @Parameters(arity = "0..1", paramLabel = "CODE", description = "A code such as C012.")
  @Nullable String code;

  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    if (code == null) {
      for (ProblemKind kind : ProblemKind.values()) {
        terminal.out().println(kind.code() + "  " + kind.title());
      }
      return ExitCode.OK.number();
    }
    String wanted = code;
    ProblemKind kind =
        ProblemKind.byCode(wanted)
            .orElseThrow(() ->
                new Failure(
                    ExitCode.USAGE, "no such code: " + wanted, "list them: sluice explain"));
    terminal.out().println(kind.code() + ": " + kind.title());
    terminal.out().println();
    terminal.out().println(kind.explanation());
    return ExitCode.OK.number();
  }
}
