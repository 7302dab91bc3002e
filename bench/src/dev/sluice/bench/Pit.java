package dev.sluice.bench;

import dev.sluice.bench.mock.Mock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts mock, nginx and gateway, each with a folder of its own under a temporary one, and ends
 * what it started.
 *
 * <p>Children see no variable of the caller's that could configure them.
 */
final class Pit implements AutoCloseable {

  private final Path root;
  private final Path work;
  private final List<Contestant> started = new ArrayList<>();

  /** {@code root} is the source tree. */
  Pit(Path root) throws IOException {
    this.root = root;
    this.work = Files.createTempDirectory("sluice-yardstick-");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "cleanup"));
  }

  /** The mock, on {@code port} or, if that is 0, on a free one. */
  Contestant mock(int port) throws IOException {
    Process process =
        command(
                "mock",
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Mock.class.getName(),
                    "" + port))
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.startsWith("port ")) {
      throw new IOException("the mock did not start: " + log("mock"));
    }
    return keep(Contestant.DIRECT, Integer.parseInt(line.substring(5)), process);
  }

  /** nginx as a plain proxy in front of {@code upstream}. */
  Contestant nginx(int upstream) throws IOException {
    int port = freePort();
    Path folder = Files.createDirectories(work.resolve("nginx"));
    Path file =
        Files.writeString(folder.resolve("nginx.conf"), NginxConfig.text(folder, port, upstream));
    List<String> line =
        List.of(
            nginxBinary(),
            "-e",
            folder.resolve("error.log").toString(),
            "-p",
            folder.toString(),
            "-c",
            file.toString());
    return keep(Contestant.NGINX, port, command(Contestant.NGINX, line).start());
  }

  /** Debian keeps nginx where only root looks. */
  static String nginxBinary() {
    Stream<String> folders =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
            Stream.of("/usr/sbin", "/usr/local/sbin"));
    return folders
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> new Usage("needs nginx (apt install nginx-light), or --skip-nginx"));
  }

  /** The gateway of this tree in front of {@code upstream}, with a data folder of its own. */
  Contestant gateway(int upstream, List<String> extra) throws IOException {
    int port = freePort();
    Path data = Files.createTempDirectory(work, "data-");
    List<String> line =
        new ArrayList<>(
            List.of(
                root.resolve("sluice").toString(),
                "start",
                "--upstream",
                "http://127.0.0.1:" + upstream,
                "--port",
                "" + port,
                "--data",
                data.toString()));
    line.addAll(extra);
    return keep(Contestant.GATEWAY, port, command(Contestant.GATEWAY, line).start());
  }

  /** What a process has written so far, its last lines. */
  String log(String name) {
    try {
      List<String> lines = Files.readAllLines(work.resolve(name + ".log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(no output)";
    }
  }

  /** The folder for files of this run. */
  Path work() {
    return work;
  }

  @Override
  public synchronized void close() {
    started.reversed().forEach(Contestant::close);
    started.clear();
    delete(work);
  }

  private ProcessBuilder command(String name, List<String> line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(work.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .retainAll(
            List.of(
                "PATH",
                "HOME",
                "JAVA_HOME",
                "LANG",
                "TMPDIR",
                "SLUICE_JAVA_HOME",
                "SLUICE_JAVA_OPTS",
                "SLUICE_AOT"));
    builder.environment().put("XDG_CONFIG_HOME", work.resolve("config").toString());
    builder.environment().put("XDG_STATE_HOME", work.resolve("state").toString());
    return builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(work.resolve(name + ".log").toFile()));
  }

  private synchronized Contestant keep(String name, int port, Process process) {
    Contestant contestant = new Contestant(name, port, process.toHandle(), true);
    started.add(contestant);
    return contestant;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) {
    try {
      new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor(5, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      System.err.println("could not delete " + folder);
    }
  }
}
