package dev.sluice.cli.doctor;

import dev.sluice.SluiceConfig;
import dev.sluice.store.Running;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor looks at.
 *
 * @param config the configuration in effect, or the defaults where it is wrong
 * @param running the gateway that runs with its data folder, null if none does
 * @param environment the environment variables
 * @param home the user's home folder
 * @param clock the time
 */
public record Patient(
    SluiceConfig config,
    @Nullable Running running,
    Map<String, String> environment,
    Path home,
    InstantSource clock) {

  public Patient {
    environment = Map.copyOf(environment);
  }

  /** A variable's value, empty when it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
