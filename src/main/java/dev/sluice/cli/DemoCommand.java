package dev.sluice.cli;

import dev.sluice.Configuration;
import dev.sluice.RunningGateway;
import dev.sluice.cli.demo.LiveProgress;
import dev.sluice.cli.demo.Progress;
import dev.sluice.cli.demo.Show;
import dev.sluice.cli.demo.SimulatorBill;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.ConfigSources;
import dev.sluice.log.LogConfig;
import dev.sluice.log.LogLines;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}: simulated provider, gateway and two agents in one process. */
@CommandLine.Command(
    name = "sluice demo",
    description = "Two sample agents call a simulated provider through Sluice; needs no key.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice demo",
      "  sluice demo --calls 200 --keep",
      "  sluice demo --json"
    })
final class DemoCommand implements Command {
  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "40",
      description = "How many calls the agents make (40).")
  int calls;

  @Option(names = "--keep", description = "Keep the data folder, to look into it afterwards.")
  boolean keep;

  @Mixin JsonOption json = new JsonOption();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    if (calls < 1) {
      throw new Failure(ExitCode.USAGE, "demo: --calls " + calls + " (expected: 1 or more)");
    }
    LogLines.configure(new LogConfig(LogConfig.Level.ERROR, LogConfig.Format.TEXT));
    try {
      Path data = Files.createTempDirectory("sluice-demo-");
      Thread sweep = new Thread(() -> Folders.delete(data), "sweep");
      Runtime.getRuntime().addShutdownHook(sweep);
      try {
        return show(data, terminal);
      } finally {
        Runtime.getRuntime().removeShutdownHook(sweep);
        if (!keep) {
          Folders.delete(data);
        }
      }
    } catch (IOException failed) {
      throw new Failure(ExitCode.FAILURE, "the demo failed: " + failed.getMessage(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.FAILURE, "the demo was interrupted", stopped);
    } finally {
      LogLines.reset();
    }
  }

  private int show(Path data, Terminal terminal) throws Failure, IOException, InterruptedException {
    try (Simulator simulator = Simulator.start(SimOptions.DEFAULT);
        RunningGateway gateway = Starting.start(config(data, simulator).config())) {
      if (!json.asked) {
        terminal.err().println("simulated provider on " + simulator.address());
        terminal.err().println("gateway on " + gateway.address() + ", data folder " + data);
      }
      play(gateway, terminal);
      gateway.drain();
      return report(data, SimulatorBill.of(simulator.address()), terminal);
    }
  }

  /** Nothing of the user's own configuration takes part. */
  private static Configuration.Loaded config(Path data, Simulator simulator) {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("listen.port", "0");
    flags.put("providers.anthropic.endpoint", simulator.address().toString());
    flags.put("data", data.toString());
    try {
      return Configuration.load(new ConfigSources(null, Map.of(), flags));
    } catch (ConfigInvalid invalid) {
      throw new IllegalStateException(invalid);
    }
  }

  private void play(RunningGateway gateway, Terminal terminal)
      throws IOException, InterruptedException {
    if (json.asked) {
      Progress silent = call -> {};
      Show.run(gateway.address(), calls, silent);
      return;
    }
    LiveProgress progress = new LiveProgress(terminal.err(), terminal.interactive(), calls);
    try {
      Show.run(gateway.address(), calls, progress);
    } finally {
      progress.close();
    }
  }

  private int report(Path data, SimulatorBill bill, Terminal terminal) throws Failure {
    Figures figures = StatsCommand.totals(data, null);
    DemoReport report = new DemoReport(figures, bill, keep ? data : null);
    if (json.asked) {
      report.json(terminal.out());
    } else {
      report.print(terminal.out());
    }
    return report.agrees() ? ExitCode.OK.number() : ExitCode.FAILURE.number();
  }
}
