package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.store.DataFolder;
import dev.sluice.store.Running;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of the commands that look at a data folder. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder; as configured if not given.")
  @Nullable Path data;

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration that names it.")
  @Nullable Path config;

  /** The data folder; the configuration is read only when no folder was given. */
  Path folder(Terminal terminal) throws Failure {
    if (data != null) {
      return data.toAbsolutePath();
    }
    return ConfigOptions.load(config, terminal).config().data();
  }

  /** The gateway that runs with this folder. */
  Running running(Terminal terminal) throws Failure {
    Path folder = folder(terminal);
    Optional<Running> running = DataFolder.running(folder);
    return running.orElseThrow(() -> notRunning(folder));
  }

  static Failure notRunning(Path folder) {
    return new Failure(
        ExitCode.NOT_RUNNING,
        "no gateway runs with the data folder " + folder,
        "start one: sluice start");
  }
}
