package dev.sluice.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sluice in a process of its own, for what only a process does: signals, a working directory, a
 * heap, standard streams. Its environment holds nothing but a home folder and what is given.
 */
public final class GatewayProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path err;
  private URI address = URI.create("http://127.0.0.1:0");

  private GatewayProcess(Process process, Path err) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.err = err;
  }

  /**
   * How to start one.
   *
   * @param home its home folder; standard error goes to a file there
   * @param directory its working directory
   * @param environment more variables
   * @param jvm more options for the JVM
   */
  public record Setting(
      Path home, Path directory, Map<String, String> environment, List<String> jvm) {

    /** In its home folder, with nothing special. */
    public static Setting in(Path home) {
      return new Setting(home, home, Map.of(), List.of());
    }
  }

  /** Starts a command. */
  public static GatewayProcess run(Setting setting, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"));
    command.addAll(setting.jvm());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.sluice.Main");
    command.addAll(List.of(args));
    Path err = Files.createTempFile(setting.home(), "err", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(setting.directory().toFile());
    builder.environment().clear();
    builder.environment().put("HOME", setting.home().toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(setting.environment());
    return new GatewayProcess(builder.redirectError(err.toFile()).start(), err);
  }

  /** Starts a gateway on a free port, before this provider, and waits until it is ready. */
  public static GatewayProcess start(Setting setting, Path data, URI upstream, String... more)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("start", "--port", "0"));
    args.addAll(List.of("--data", data.toString(), "--upstream", upstream.toString()));
    args.addAll(List.of(more));
    GatewayProcess gateway = run(setting, args.toArray(new String[0]));
    String ready = gateway.line();
    if (!ready.matches("sluice ready on http://127\\.0\\.0\\.1:[1-9][0-9]*")) {
      gateway.close();
      throw new IOException("not ready: " + ready + "\n" + gateway.errors());
    }
    gateway.address = URI.create(ready.substring(ready.lastIndexOf(' ') + 1));
    return gateway;
  }

  /** Where it serves. */
  public URI address() {
    return address;
  }

  /** A new client connection. */
  public RawClient client() throws IOException {
    return new RawClient(address);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** The next line of standard output. */
  public String line() throws IOException {
    return String.valueOf(out.readLine());
  }

  /** The rest of standard output. */
  public String rest() throws IOException {
    StringBuilder rest = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      rest.append(line).append('\n');
    }
    return rest.toString();
  }

  /** What it has written to standard error so far. */
  public String errors() throws IOException {
    return Files.readString(err);
  }

  /** Sends the signal that asks a process to end. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Ends it as {@code kill -9} does and waits until it is gone. */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** Waits for the end; the exit code. */
  public int code() throws InterruptedException {
    if (!process.waitFor(25, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after 25 s: pid " + pid());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
