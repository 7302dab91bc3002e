package dev.sluice.cli;

import dev.sluice.Configuration;
import dev.sluice.Profile;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.ConfigSources;
import dev.sluice.config.EnvFile;
import dev.sluice.config.Problem;
import dev.sluice.log.LogConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the gateway is configured; a flag beats environment and file. */
final class ConfigOptions {
  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description = "Where requests go (https://api.anthropic.com).")
  @Nullable String upstream;

  @Option(names = "--port", paramLabel = "N", description = "Port (8088); 0 takes a free one.")
  @Nullable Integer port;

  @Option(names = "--host", paramLabel = "H", description = "Address to bind (127.0.0.1).")
  @Nullable String host;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration ($XDG_CONFIG_HOME/sluice/sluice.yaml).")
  @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder ($XDG_STATE_HOME/sluice).")
  @Nullable Path data;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "observe, safe (default), balanced or aggressive.")
  @Nullable Profile profile;

  @Option(
      names = "--env-file",
      paramLabel = "F",
      description = "Variables as NAME=value lines; the environment wins.")
  @Nullable Path envFile;

  @Option(
      names = "--log-level",
      paramLabel = "L",
      description = "debug, info (default), warn or error.")
  LogConfig.@Nullable Level logLevel;

  /**
   * Loads the configuration and prints its warnings.
   *
   * @throws Failure when it is wrong, after all its problems were printed
   */
  Configuration.Loaded load(Terminal terminal) throws Failure {
    try {
      return printed(read(terminal), terminal);
    } catch (ConfigInvalid invalid) {
      throw failure(invalid, terminal);
    }
  }

  /** Loads the configuration and prints nothing. */
  Configuration.Loaded read(Terminal terminal) throws ConfigInvalid {
    Map<String, String> more = envFile == null ? Map.of() : EnvFile.read(envFile);
    return Configuration.load(new ConfigSources(config, terminal.environment(), flags(), more));
  }

  /** Loads what a file, or the usual one for null, and the environment say. */
  static Configuration.Loaded load(@Nullable Path file, Terminal terminal) throws Failure {
    ConfigOptions options = new ConfigOptions();
    options.config = file;
    return options.load(terminal);
  }

  private static Configuration.Loaded printed(Configuration.Loaded loaded, Terminal terminal) {
    print(loaded.warnings(), terminal);
    return loaded;
  }

  private static Failure failure(ConfigInvalid invalid, Terminal terminal) {
    print(invalid.problems(), terminal);
    int count = invalid.problems().size() + invalid.left();
    return new Failure(
        ExitCode.CONFIG,
        "the configuration has " + Words.count(count, "problem"),
        invalid,
        "more about one: sluice explain " + invalid.problems().getFirst().code());
  }

  private static void print(List<Problem> problems, Terminal terminal) {
    problems.forEach(problem -> terminal.err().println(problem.render(false)));
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    put(flags, "providers.anthropic.endpoint", upstream);
    put(flags, "listen.port", port);
    put(flags, "listen.host", host);
    put(flags, "data", data == null ? null : data.toAbsolutePath());
    put(flags, "profile", profile == null ? null : Words.of(profile));
    put(flags, "log.level", logLevel == null ? null : Words.of(logLevel));
    return flags;
  }

  private static void put(Map<String, String> flags, String path, @Nullable Object value) {
    if (value != null) {
      flags.put(path, value.toString());
    }
  }
}
