package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.store.Running;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice stop}: asks the gateway to end and waits until it has. */
@CommandLine.Command(
    name = "sluice stop",
    description = "Stop the gateway: replies under way may end first.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice stop",
      "  sluice stop --now",
      "  sluice stop --data /srv/sluice"
    })
final class StopCommand implements Command {
  @Option(names = "--now", description = "Cut replies that are under way.")
  boolean now;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for the end (60).")
  int wait;

  @Mixin DataOption data = new DataOption();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    Running gateway = data.running(terminal);
    ProcessHandle process =
        ProcessHandle.of(gateway.pid())
            .filter(ProcessHandle::isAlive)
            .orElseThrow(() -> gone(gateway));
    if (process.equals(ProcessHandle.current())) {
      throw new Failure(ExitCode.FAILURE, "the gateway is this very process");
    }
    if (!process.destroy() || (now && !process.destroy())) {
      throw new Failure(
          ExitCode.FAILURE,
          "pid " + gateway.pid() + " cannot be signalled",
          "it may belong to another user");
    }
    await(process);
    terminal.out().println("stopped (pid " + gateway.pid() + ")");
    return ExitCode.OK.number();
  }

  private void await(ProcessHandle process) throws Failure {
    try {
      process.onExit().get(wait, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new Failure(
          ExitCode.FAILURE,
          "pid " + process.pid() + " still lets replies end after " + wait + " s",
          slow,
          "cut them: sluice stop --now");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.FAILURE, "interrupted while waiting", stopped);
    } catch (ExecutionException unknown) {
      throw new Failure(ExitCode.FAILURE, "cannot tell when it ends: " + unknown, unknown);
    }
  }

  private static Failure gone(Running gateway) {
    return new Failure(ExitCode.NOT_RUNNING, "pid " + gateway.pid() + " has ended already");
  }
}
