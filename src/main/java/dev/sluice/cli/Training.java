package dev.sluice.cli;

import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The run from which the launcher makes the JVM's start-up cache: it does what a gateway and the
 * usual commands do, on free ports of loopback and in folders of its own. Prints nothing.
 */
public final class Training {
  /**
   * Enough repeats for the cache to hold what the compiler would otherwise have to find out again.
   */
  private static final int REPEATS = 40;

  private Training() {}

  /** Runs it; takes no arguments. */
  public static void main(String[] args) {
    String figures = run("demo", "--json", "--keep", "--calls", "24");
    String data =
        JsonMapper.builder().build().readTree(figures).path("data").asString("/nonexistent");
    try {
      run("stats", "--data", data);
      run("stats", "--json", "--data", data);
      run("status", "--data", data);
      run("config", "show", "--origins", "--data", data);
      run("version");
      run("start", "--help");
      for (int i = 0; i < REPEATS; i++) {
        run("demo", "--json");
      }
    } finally {
      Folders.delete(Path.of(data));
    }
  }

  private static String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    PrintStream kept = new PrintStream(out, true, StandardCharsets.UTF_8);
    Commands.run(args, new Terminal(kept, nowhere, Map.of(), InstantSource.system(), () -> false));
    return out.toString(StandardCharsets.UTF_8);
  }
}
