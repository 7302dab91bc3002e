package dev.sluice.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command reads and writes: data goes to {@code out}, talk to {@code err}.
 *
 * @param out standard output
 * @param err standard error
 * @param environment the environment variables
 * @param clock the time
 * @param watched whether both ends are a terminal; asked only where it matters, as it takes time
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    InstantSource clock,
    BooleanSupplier watched) {

  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** The value of an environment variable, null when it is not set or empty. */
  public @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The user's home folder. */
  public Path home() {
    String home = variable("HOME");
    return Path.of(home == null ? System.getProperty("user.home", ".") : home);
  }

  /** Whether people watch: both ends are a terminal that can redraw a line. */
  public boolean interactive() {
    return watched.getAsBoolean() && !"dumb".equals(environment.get("TERM"));
  }

  /** Whether stack traces are wanted. */
  public boolean debugging() {
    String value = variable("SLUICE_DEBUG");
    return value != null && !"0".equals(value);
  }
}
