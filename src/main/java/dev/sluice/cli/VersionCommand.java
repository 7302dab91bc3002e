package dev.sluice.cli;

import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code sluice version}. */
@CommandLine.Command(
    name = "sluice version",
    description = "Print the version.",
    footer = {"", "Examples:", "  sluice version", "  sluice version --json", "  sluice --version"})
final class VersionCommand implements Command {
  @Mixin HelpOption help = new HelpOption();
  @Mixin JsonOption json = new JsonOption();

  @Override
  public int run(Terminal terminal) {
    print(terminal, json.asked);
    return 0;
  }

  /** Prints the version; needs no parsed command line. */
  static void print(Terminal terminal, boolean asJson) {
    String java = System.getProperty("java.version", "");
    String system = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
    if (asJson) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("schema", JsonOption.SCHEMA);
      members.put("version", version());
      members.put("java", java);
      members.put("system", system);
      terminal.out().println(JsonText.of(members));
    } else {
      terminal.out().println("sluice " + version() + " (Java " + java + ", " + system + ")");
    }
  }

  /** The version in the jar's manifest; classes that come from no jar are of no version. */
  static String version() {
    @Nullable String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
