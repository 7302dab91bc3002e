package dev.sluice.cli;

import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What a command did that ran inside this process. */
record Ran(int code, String out, String err) {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** Runs a command in a home of its own, with no other variable. */
  static Ran in(Path home, String... args) {
    return with(home, Map.of(), args);
  }

  /** Runs a command in a home of its own, with more variables. */
  static Ran with(Path home, Map<String, String> more, String... args) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HOME", home.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            InstantSource.fixed(NOW),
            () -> false);
    int code = Commands.run(args, terminal);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
