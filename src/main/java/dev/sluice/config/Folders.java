package dev.sluice.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The default places, from the variables HOME and XDG_*. Relative ones are ignored, so that nothing
 * is ever taken from the working directory by default.
 */
public final class Folders {
  private Folders() {}

  /** The default configuration file, whether or not it exists; null when there is no home. */
  public static @Nullable Path file(Map<String, String> variables) {
    Path folder = folder(variables, "XDG_CONFIG_HOME", ".config");
    return folder == null ? null : folder.resolve("sluice").resolve("sluice.yaml");
  }

  /** The default data folder, whether or not it exists; null when there is no home. */
  public static @Nullable Path data(Map<String, String> variables) {
    Path folder = folder(variables, "XDG_STATE_HOME", ".local/state");
    return folder == null ? null : folder.resolve("sluice");
  }

  private static @Nullable Path folder(Map<String, String> variables, String name, String below) {
    Path own = absolute(variables.get(name));
    Path home = absolute(variables.get("HOME"));
    return own != null ? own : home == null ? null : home.resolve(below);
  }

  private static @Nullable Path absolute(@Nullable String text) {
    return text != null && text.startsWith("/") ? Path.of(text).normalize() : null;
  }

  /** A path as people write it: {@code ~} for their home. */
  static String shown(Path path, Map<String, String> variables) {
    Path home = absolute(variables.get("HOME"));
    return home != null && home.getNameCount() > 0 && path.startsWith(home)
        ? "~/" + home.relativize(path)
        : path.toString();
  }
}
