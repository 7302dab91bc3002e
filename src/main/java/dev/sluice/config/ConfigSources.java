package dev.sluice.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration comes from; a flag beats the environment beats the file beats the
 * default.
 *
 * @param file the file that was asked for; null takes {@code SLUICE_CONFIG}, else {@code
 *     $XDG_CONFIG_HOME/sluice/sluice.yaml} if it exists
 * @param environment the process's environment; {@code HOME} and {@code XDG_*} in it find the
 *     default file and data folder
 * @param flags path of a key to its value, such as {@code listen.port} to {@code 9000}
 * @param envFile the variables of {@code --env-file}; the environment beats them
 */
public record ConfigSources(
    @Nullable Path file,
    Map<String, String> environment,
    Map<String, String> flags,
    Map<String, String> envFile) {

  public ConfigSources {
    environment = Map.copyOf(environment);
    envFile = Map.copyOf(envFile);
  }

  /** Without an {@code --env-file}. */
  public ConfigSources(
      @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    this(file, environment, flags, Map.of());
  }

  /** All variables: those of {@code --env-file} under the environment. */
  Map<String, String> variables() {
    Map<String, String> all = new HashMap<>(envFile);
    all.putAll(environment);
    return Map.copyOf(all);
  }

  /** Whether a variable's value comes by {@code --env-file}. */
  boolean fromEnvFile(String name) {
    return envFile.containsKey(name) && !environment.containsKey(name);
  }
}
