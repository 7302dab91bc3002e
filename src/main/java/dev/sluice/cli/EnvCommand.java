package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice env}: what a shell has to set for its programs to use the gateway that runs. */
@CommandLine.Command(
    name = "sluice env",
    description = "Print the lines that point this shell's programs at the running gateway.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  eval \"$(sluice env)\"",
      "  sluice env --shell fish | source",
      "  sluice env --shell pwsh | Invoke-Expression"
    })
final class EnvCommand implements Command {
  @Option(
      names = "--shell",
      paramLabel = "S",
      description = "bash, zsh, fish or pwsh; that of $$SHELL if not given.")
  @Nullable Shell shell;

  @Mixin DataOption data = new DataOption();
  @Mixin HelpOption help = new HelpOption();

  /** The shells whose words are known. */
  enum Shell {
    BASH,
    ZSH,
    FISH,
    PWSH;

    /** The line that exports a variable. */
    String export(String name, String value) {
      return switch (this) {
        case BASH, ZSH -> "export " + name + "='" + value.replace("'", "'\\''") + "'";
        case FISH ->
            "set -gx " + name + " '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
        case PWSH -> "$env:" + name + " = '" + value.replace("'", "''") + "'";
      };
    }
  }

  @Override
  public int run(Terminal terminal) throws Failure {
    URI address = ChildEnvironment.reachable(data.running(terminal).address());
    Shell words = shell == null ? usual(terminal) : shell;
    Map<String, String> variables = ChildEnvironment.of(terminal.environment(), address).changes();
    variables.forEach((name, value) -> terminal.out().println(words.export(name, value)));
    return ExitCode.OK.number();
  }

  private static Shell usual(Terminal terminal) {
    String path = terminal.variable("SHELL");
    String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "fish" -> Shell.FISH;
      case "zsh" -> Shell.ZSH;
      case "pwsh" -> Shell.PWSH;
      default -> Shell.BASH;
    };
  }
}
