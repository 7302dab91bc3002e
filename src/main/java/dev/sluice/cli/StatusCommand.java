package dev.sluice.cli;

import dev.sluice.cli.doctor.HttpProbe;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.store.DataFolder;
import dev.sluice.store.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code sluice status}: whether a gateway runs. */
@CommandLine.Command(
    name = "sluice status",
    description = "Say whether a gateway runs, and where; exit code 4 if none does.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice status",
      "  sluice status --json",
      "  sluice status --data /srv/sluice"
    })
final class StatusCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Mixin JsonOption json = new JsonOption();
  @Mixin DataOption data = new DataOption();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    Path folder = data.folder(terminal);
    Optional<Running> running = DataFolder.running(folder);
    if (running.isEmpty()) {
      if (json.asked) {
        terminal.out().println(JsonText.of(members(folder, false)));
        return ExitCode.NOT_RUNNING.number();
      }
      throw DataOption.notRunning(folder);
    }
    Running gateway = running.get();
    String health = health(ChildEnvironment.reachable(gateway.address()));
    if (json.asked) {
      Map<String, Object> members = members(folder, true);
      members.put("health", health);
      members.put("address", gateway.address());
      members.put("pid", gateway.pid());
      terminal.out().println(JsonText.of(members));
    } else {
      terminal.out().println("running on " + gateway.address() + " (" + health + ")");
      terminal.out().println("pid " + gateway.pid() + ", data folder " + folder);
    }
    return "ok".equals(health) ? ExitCode.OK.number() : ExitCode.FAILURE.number();
  }

  private static Map<String, Object> members(Path folder, boolean running) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("schema", JsonOption.SCHEMA);
    members.put("running", running);
    members.put("data", folder);
    return members;
  }

  /** In a word what the gateway says of itself. */
  private static String health(URI address) {
    try {
      HttpProbe probe = HttpProbe.ask("GET", address.resolve("/health"), PATIENCE);
      return probe.status() == 200 ? "ok" : "unhealthy: status " + probe.status();
    } catch (IOException silent) {
      return "does not answer: " + silent.getMessage();
    }
  }
}
