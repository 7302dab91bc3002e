package dev.sluice.cli;

import dev.sluice.Configuration;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.ConfigSources;
import dev.sluice.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice validate}: checks a configuration without starting anything. */
@CommandLine.Command(
    name = "sluice validate",
    description = "Check a configuration file; exit code 3 if it cannot be used.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice validate",
      "  sluice validate team.yaml",
      "  sluice validate --format json team.yaml"
    })
final class ValidateCommand implements Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file; the usual one if not given.")
  @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "text",
      description = "text (default) or json.")
  Format format = Format.TEXT;

  @Mixin HelpOption help = new HelpOption();

  /** How problems are printed. */
  enum Format {
    TEXT,
    JSON
  }

  @Override
  public int run(Terminal terminal) {
    try {
      Configuration.Loaded loaded =
          Configuration.load(new ConfigSources(file, terminal.environment(), Map.of()));
      print(loaded.warnings(), terminal);
      if (format == Format.TEXT) {
        Path used = loaded.file();
        terminal.out().println((used == null ? "no file, defaults" : used) + ": valid");
      }
      return ExitCode.OK.number();
    } catch (ConfigInvalid invalid) {
      print(invalid.problems(), terminal);
      return ExitCode.CONFIG.number();
    }
  }

  /** Problems are this command's data, so they go to standard output. */
  private void print(List<Problem> problems, Terminal terminal) {
    if (format == Format.JSON) {
      terminal
          .out()
          .println(
              problems.stream().map(Problem::toJson).collect(Collectors.joining(",", "[", "]")));
    } else {
      problems.forEach(problem -> terminal.out().println(problem.render(false)));
    }
  }
}
