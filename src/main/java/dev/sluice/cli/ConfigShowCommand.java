package dev.sluice.cli;

import dev.sluice.Configuration;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Origins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice config show}: every value that holds, secrets only by their reference. */
@CommandLine.Command(
    name = "sluice config show",
    description = "Show the configuration in effect; secrets only as references.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice config show --origins",
      "  sluice config show --config team.yaml --json",
      "  SLUICE_LISTEN_PORT=9000 sluice config show --origins"
    })
final class ConfigShowCommand implements Command {
  private static final int WIDEST = 60;

  @Option(names = "--origins", description = "Say where each value comes from.")
  boolean origins;

  @Mixin JsonOption json = new JsonOption();
  @Mixin ConfigOptions options = new ConfigOptions();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    Configuration.Loaded loaded = options.load(terminal);
    List<Origins.Entry> entries = loaded.origins().entries();
    if (json.asked) {
      terminal.out().println(json(loaded, entries));
    } else {
      int width = entries.stream().mapToInt(entry -> line(entry).length()).max().orElse(0);
      int column = Math.min(width, WIDEST);
      entries.forEach(entry -> terminal.out().println(shown(entry, column)));
    }
    loaded.origins().notes().forEach(note -> terminal.err().println("note: " + note));
    return ExitCode.OK.number();
  }

  private String shown(Origins.Entry entry, int column) {
    String line = line(entry);
    String blanks = " ".repeat(Math.max(1, column - line.length() + 2));
    return origins ? line + blanks + "# " + entry.origin() : line;
  }

  private static String line(Origins.Entry entry) {
    return (entry.path() + ": " + entry.value()).stripTrailing();
  }

  private static String json(Configuration.Loaded loaded, List<Origins.Entry> entries) {
    List<Object> values = new ArrayList<>();
    for (Origins.Entry entry : entries) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("path", entry.path());
      members.put("value", entry.value());
      members.put("origin", entry.origin());
      values.add(members);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", JsonOption.SCHEMA);
    all.put("file", loaded.file());
    all.put("values", values);
    return JsonText.of(all);
  }
}
