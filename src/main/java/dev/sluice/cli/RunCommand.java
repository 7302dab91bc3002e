package dev.sluice.cli;

import dev.sluice.Configuration;
import dev.sluice.RunningGateway;
import dev.sluice.SluiceConfig;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.log.LogLines;
import dev.sluice.store.DataFolder;
import dev.sluice.store.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice run}: one program through the gateway, with a receipt at its end. */
@CommandLine.Command(
    name = "sluice run",
    description = "Run a program through the gateway; starts one for it if none runs.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice run -- claude",
      "  sluice run -- claude -p \"say hi\"",
      "  sluice run --profile observe -- python agent.py"
    })
final class RunCommand implements Command {
  private static final int RADIX = 36;

  /** The ledger keeps an entry within 100 ms of its last byte. */
  private static final Duration SETTLED = Duration.ofMillis(300);

  @Mixin ConfigOptions options = new ConfigOptions();
  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The program, its arguments.")
  List<String> command = new ArrayList<>();

  @Override
  public int run(Terminal terminal) throws Failure {
    SluiceConfig config = options.load(terminal).config();
    warnAboutOtherAddress(terminal);
    Optional<Running> other = DataFolder.running(config.data());
    if (other.isPresent()) {
      return through(other.get().address(), null, config, terminal);
    }
    logToFile(config, terminal);
    try (RunningGateway gateway = start(config, terminal)) {
      return through(gateway.address(), gateway, config, terminal);
    } finally {
      LogLines.reset();
    }
  }

  /** The gateway's log lines would be written across the program's screen. */
  private static void logToFile(SluiceConfig config, Terminal terminal) throws Failure {
    Path data = config.data();
    try {
      PrivateFolder.make(data);
      OutputStream file = PrivateFolder.file(data.resolve("run.log"));
      LogLines.configure(config.log(), terminal.clock(), file);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILURE, "the data folder " + data + " cannot be written: " + e, e);
    }
  }

  private RunningGateway start(SluiceConfig config, Terminal terminal) throws Failure {
    try {
      return Starting.start(config);
    } catch (Failure failure) {
      if (options.port != null || !Starting.portTaken(failure)) {
        throw failure;
      }
      options.port = 0;
      Configuration.Loaded elsewhere = options.load(terminal);
      return Starting.start(elsewhere.config());
    }
  }

  private int through(
      URI address, @Nullable RunningGateway own, SluiceConfig config, Terminal terminal)
      throws Failure {
    Instant began = terminal.clock().instant();
    long pid = ProcessHandle.current().pid();
    String tag = "run-" + Long.toString(began.toEpochMilli(), RADIX) + "-" + pid;
    Map<String, String> present = terminal.environment();
    Map<String, String> environment = new HashMap<>(present);
    URI reachable = ChildEnvironment.reachable(address);
    environment.putAll(ChildEnvironment.of(present, reachable).tagged(present, tag).changes());
    try (Users users = Users.enter(config.data())) {
      int code = new Child(environment).run(command);
      boolean alone = own != null && users.others().isEmpty();
      if (own != null && alone) {
        own.drain();
      }
      pause();
      terminal.err().println("sluice: " + Receipt.of(config.data(), tag, began, alone));
      if (own != null) {
        waitFor(users, terminal);
      }
      return code;
    }
  }

  /** Waits until the last exchanges are durable. */
  private static void pause() {
    try {
      Thread.sleep(SETTLED);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Other programs may have come to use the gateway that was started here. */
  private static void waitFor(Users users, Terminal terminal) {
    CompletableFuture<Void> stop = new CompletableFuture<>();
    Signals.on(Signals.ENDING, () -> stop.complete(null));
    List<ProcessHandle> others = users.others();
    while (!others.isEmpty() && !stop.isDone()) {
      ProcessHandle other = others.getFirst();
      terminal
          .err()
          .println(
              "sluice: pid " + other.pid() + " still uses this gateway; Ctrl-C ends it anyway");
      CompletableFuture.anyOf(other.onExit(), stop).join();
      others = users.others();
    }
  }

  private void warnAboutOtherAddress(Terminal terminal) {
    String set = terminal.variable(ChildEnvironment.BASE_URL);
    if (set != null && options.upstream == null && !set.contains("127.0.0.1")) {
      terminal
          .err()
          .println(
              "sluice: ANTHROPIC_BASE_URL is set and replaced for this program;"
                  + " to go through both: --upstream \"$ANTHROPIC_BASE_URL\"");
    }
  }
}
