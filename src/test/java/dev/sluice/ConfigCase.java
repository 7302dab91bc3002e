package dev.sluice;

import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Sources to load a configuration from: a home folder, a file in it, variables and flags. */
record ConfigCase(
    Path home,
    Path file,
    Map<String, String> environment,
    Map<String, String> flags,
    Map<String, String> envFile) {

  static ConfigCase in(Path home) {
    return new ConfigCase(home, home.resolve("none.yaml"), Map.of(), Map.of(), Map.of());
  }

  ConfigCase yaml(String text) {
    try {
      Path written = home.resolve("sluice.yaml");
      Files.writeString(written, text);
      return new ConfigCase(home, written, environment, flags, envFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigCase env(String name, String value) {
    return new ConfigCase(home, file, with(environment, name, value), flags, envFile);
  }

  ConfigCase flag(String path, String value) {
    return new ConfigCase(home, file, environment, with(flags, path, value), envFile);
  }

  ConfigCase envFile(String name, String value) {
    return new ConfigCase(home, file, environment, flags, with(envFile, name, value));
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(name, value);
    return Map.copyOf(more);
  }

  ConfigSources sources() {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("HOME", home.toString());
    Path asked = file.endsWith("none.yaml") ? null : file;
    return new ConfigSources(asked, variables, flags, envFile);
  }

  Configuration.Loaded load() {
    try {
      return Configuration.load(sources());
    } catch (ConfigInvalid e) {
      throw new AssertionError(e.render(false), e);
    }
  }

  /** What is wrong with it; fails when nothing is. */
  ConfigInvalid refusal() {
    try {
      Configuration.load(sources());
    } catch (ConfigInvalid e) {
      return e;
    }
    throw new AssertionError("was accepted");
  }
}
