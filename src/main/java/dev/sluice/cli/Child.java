package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program that {@code sluice run} runs, with this process's own standard streams. Only here
 * does Sluice start another program: the one that the user typed.
 */
final class Child {
  private final Map<String, String> environment;
  private volatile @Nullable Process process;

  /** A program that gets this environment and no other. */
  Child(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs it to its end and returns its exit code. The keyboard's interrupt is left to it; a request
   * to end is handed on.
   */
  int run(List<String> command) throws Failure {
    Signals.on(List.of("INT"), () -> {});
    Signals.on(List.of("TERM", "HUP"), this::end);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process started = builder.start();
      process = started;
      return started.waitFor();
    } catch (IOException failed) {
      throw new Failure(
          ExitCode.FAILURE,
          exists(command.getFirst())
              ? "cannot run " + command.getFirst() + ": " + failed.getMessage()
              : "no such program: " + command.getFirst(),
          failed,
          "check its name, and that it is on the PATH");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      end();
      return ExitCode.FAILURE.number();
    }
  }

  private void end() {
    Process running = process;
    if (running != null) {
      running.destroy();
    }
  }

  private boolean exists(String program) {
    if (program.contains("/")) {
      return Files.exists(Path.of(program));
    }
    String path = environment.getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.exists(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
