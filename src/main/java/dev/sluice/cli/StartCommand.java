package dev.sluice.cli;

import dev.sluice.Configuration;
import dev.sluice.RunningGateway;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.log.LogLines;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code sluice start}: the gateway in the foreground. */
@CommandLine.Command(
    name = "sluice start",
    description = "Start the gateway in the foreground; Ctrl-C stops it gracefully.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice start",
      "  sluice start --port 9000 --profile observe",
      "  sluice start --upstream http://127.0.0.1:4010 --data /tmp/try"
    })
final class StartCommand implements Command {
  @Mixin ConfigOptions options = new ConfigOptions();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    Configuration.Loaded loaded = options.load(terminal);
    LogLines.configure(loaded.config().log());
    RunningGateway gateway = Starting.start(loaded.config());
    Lifetime lifetime = new Lifetime(gateway, terminal);
    lifetime.listen();
    terminal.out().println("sluice ready on " + gateway.address());
    terminal.out().flush();
    int code = lifetime.await();
    LogLines.flush();
    return code;
  }
}
