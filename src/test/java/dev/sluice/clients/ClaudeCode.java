package dev.sluice.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claude Code as npm installs it, in print mode, with a home and a working directory of its own and
 * nothing of this machine's environment.
 */
final class ClaudeCode {
  private static final Path MODULES = Path.of("clients/claude-code/node_modules").toAbsolutePath();
  private final Path home;
  private final Path work;
  private final List<String> settings = new ArrayList<>();

  ClaudeCode(Path folder) throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    work = Files.createDirectories(folder.resolve("work"));
  }

  /** Adds a variable to the environment of every run. */
  ClaudeCode with(String name, String value) {
    settings.add(name + "=" + value);
    return this;
  }

  /**
   * Asks through {@code address}; gives the result that it prints as JSON. A minute is the limit.
   */
  JsonNode ask(URI address, String prompt, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(binary().toString(), "-p", prompt));
    command.addAll(List.of("--output-format", "json"));
    command.addAll(List.of(options));
    Path out = Files.createTempFile(home.getParent(), "out", ".json");
    Process process = start(command, address, out);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("no end after a minute: " + prompt);
      }
    } finally {
      process.destroyForcibly();
    }
    return JsonMapper.shared().readTree(lastLine(Files.readString(out, UTF_8)));
  }

  private Process start(List<String> command, URI address, Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", home.toString());
    environment.put("ANTHROPIC_API_KEY", "sk-ant-test-0123456789");
    environment.put("ANTHROPIC_BASE_URL", address.toString());
    environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    environment.put("DISABLE_AUTOUPDATER", "1");
    environment.put("IS_SANDBOX", "1");
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      environment.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(out.toFile());
    return builder.start();
  }

  private static String lastLine(String text) {
    return text.lines().filter(line -> line.startsWith("{")).reduce("{}", (one, next) -> next);
  }

  private static Path binary() throws IOException {
    try (Stream<Path> packages = Files.list(MODULES.resolve("@anthropic-ai"))) {
      return packages
          .filter(folder -> !folder.toString().endsWith("-musl"))
          .map(folder -> folder.resolve("claude"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IOException("run clients/install first: no binary in " + MODULES));
    }
  }
}
