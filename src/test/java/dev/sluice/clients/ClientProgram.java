package dev.sluice.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program of the folder {@code clients}: takes jobs on stdin and says on stdout what its SDK saw.
 */
final class ClientProgram {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path FOLDER = Path.of("clients").toAbsolutePath();
  private final List<String> command;

  private ClientProgram(List<String> command) {
    this.command = command;
  }

  /** The program on the JavaScript SDK in {@code folder}. */
  static ClientProgram javaScript(String folder) {
    return new ClientProgram(List.of(node(), FOLDER.resolve("client.mjs").toString(), folder));
  }

  /** The program on the Python SDK. */
  static ClientProgram python() {
    String python = FOLDER.resolve("python/.venv/bin/python").toString();
    return new ClientProgram(List.of(python, FOLDER.resolve("client.py").toString()));
  }

  /** The program on the Java SDK in {@code folder}. */
  static ClientProgram java(String folder) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path target = FOLDER.resolve(folder).resolve("target");
    String classPath = target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    return new ClientProgram(
        List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath, "Client"));
  }

  /** Runs all jobs at the same time; gives what was seen, by job id. A minute is the limit. */
  Map<String, JsonNode> run(List<Job> jobs) {
    try {
      Process process = new ProcessBuilder(command).redirectError(errors().toFile()).start();
      try {
        Thread.startVirtualThread(() -> give(process, jobs));
        Thread.startVirtualThread(() -> stopLate(process));
        return take(process.inputReader(UTF_8), jobs.size());
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("run clients/install first: " + command, e);
    }
  }

  private Path errors() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "clients"));
    return folder.resolve(String.join("-", command).replaceAll("[^A-Za-z0-9.]+", "-") + ".err");
  }

  private static void give(Process process, List<Job> jobs) {
    try (Writer writer = process.outputWriter(UTF_8)) {
      for (Job job : jobs) {
        writer.write(JSON.writeValueAsString(job) + "\n");
      }
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  private static void stopLate(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, JsonNode> take(BufferedReader lines, int count) throws IOException {
    Map<String, JsonNode> seen = new HashMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode one = JSON.readTree(line);
      seen.put(one.path("id").asString(), one);
    }
    if (seen.size() != count) {
      String errors = Files.readString(errors());
      throw new IOException(
          seen.size() + " of " + count + " answers of " + command + "\n" + errors);
    }
    return seen;
  }

  /** Node 20 or newer: the machine's own unless clients/install had to bring one. */
  private static String node() {
    Path modules = FOLDER.resolve("node/node_modules");
    if (!Files.isDirectory(modules)) {
      return "node";
    }
    try (Stream<Path> found = Files.list(modules)) {
      return found
          .map(folder -> folder.resolve("bin/node"))
          .filter(Files::isExecutable)
          .map(Path::toString)
          .findFirst()
          .orElse("node");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
