package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice sim}: the simulated provider in the foreground. */
@CommandLine.Command(
    name = "sluice sim",
    description = "Start a stand-in for the Anthropic API that bills as it does; Ctrl-C ends it.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice sim --port 4010",
      "  sluice start --upstream http://127.0.0.1:4010",
      "  curl http://127.0.0.1:4010/__sim/bill"
    })
final class SimCommand implements Command {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "4010",
      description = "Port (4010); 0 takes a free one.")
  int port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "127.0.0.1",
      description = "Address to bind (127.0.0.1).")
  String host = "127.0.0.1";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of everything random in it (1).")
  long seed;

  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    CountDownLatch ended = new CountDownLatch(1);
    try (Simulator simulator = start()) {
      Signals.on(Signals.ENDING, ended::countDown);
      terminal.out().println("sluice sim ready on " + simulator.address());
      terminal.out().flush();
      ended.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK.number();
  }

  private Simulator start() throws Failure {
    try {
      return Simulator.start(new SimOptions(host, port, seed));
    } catch (RuntimeException failed) {
      if (Starting.portTaken(failed)) {
        throw Starting.taken(port, failed);
      }
      throw failed;
    }
  }
}
