package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, for what a process does: signals, exit codes, streams. */
final class Started implements AutoCloseable {
  final Process process;
  private final BufferedReader out;

  private Started(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a command with this home folder; standard error goes to a file there. */
  static Started in(Path home, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Dvertx.disableDnsResolver=true");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.sluice.Main");
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.redirectError(home.resolve("err-" + args[0]).toFile());
    return new Started(builder.start());
  }

  /** The next line of standard output. */
  String line() throws IOException {
    return String.valueOf(out.readLine());
  }

  /** The address at the end of the ready line. */
  URI ready() throws IOException {
    String line = line();
    return URI.create(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** Sends the signal that asks a process to end. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the end; the exit code. */
  int code() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs: " + process.info());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
