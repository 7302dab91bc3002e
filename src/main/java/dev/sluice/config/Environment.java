package dev.sluice.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays the environment and the flags of one pass over the file; flags last, so that they win. */
final class Environment {
  private static final Set<String> LAUNCHER =
      Set.of("SLUICE_CONFIG", "SLUICE_DEBUG", "SLUICE_HOME", "SLUICE_JAR", "SLUICE_ENV_FILE");
  private static final List<String> UPSTREAM_KEY = List.of("providers", "anthropic", "key");

  private final ConfigSources sources;
  private final Overlay overlay;
  private final EnvNames names;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();
  private final Set<String> unknown = new TreeSet<>();

  Environment(ConfigSources sources, Overlay overlay, EnvNames names, Problems problems) {
    this.sources = sources;
    this.overlay = overlay;
    this.names = names;
    this.problems = problems;
  }

  /** Lays everything over; returns notes about variables that were deliberately left alone. */
  List<String> lay() {
    Set<List<String>> set = new HashSet<>();
    for (String name : new TreeSet<>(sources.variables().keySet())) {
      if (name.startsWith(EnvNames.PREFIX)) {
        own(name, set);
      }
    }
    aliases(set);
    new TreeMap<>(sources.flags()).forEach(this::flag);
    return notes;
  }

  private void own(String name, Set<List<String>> set) {
    List<String> path = names.path(name);
    String value = sources.variables().getOrDefault(name, "");
    if (path.isEmpty()) {
      if (!LAUNCHER.contains(name) && !name.startsWith("SLUICE_JAVA")) {
        unknown.add(name);
      }
    } else if (!value.isEmpty() || isSecret(path)) {
      overlay.set(path, value, variable(name, false));
      set.add(path);
    }
  }

  private boolean isSecret(List<String> path) {
    return overlay.shape(path) instanceof Shape.Leaf leaf && leaf.reading().secret();
  }

  private Place.Variable variable(String name, boolean alias) {
    String value = sources.variables().getOrDefault(name, "");
    return new Place.Variable(name, value, alias, sources.fromEnvFile(name));
  }

  private void aliases(Set<List<String>> set) {
    Set<List<String>> byName = new HashSet<>(set);
    for (Aliases.Alias alias : Aliases.all()) {
      String value = sources.variables().get(alias.name());
      List<String> path = List.of(alias.path().split("\\.", -1));
      if (value == null || byName.contains(path) || leftAlone(alias, path, value)) {
        continue;
      }
      String text = alias.turn().apply(value.strip());
      if (set.add(path)) {
        overlay.set(path, text, variable(alias.name(), true));
      } else if (!isSet(path, text)) {
        problems.plainWarning(
            ProblemKind.VARIABLES_DISAGREE,
            "`" + alias.name() + "` also sets `" + alias.path() + "`, differently",
            variable(alias.name(), true),
            "the more specific variable was taken; unset the other one");
      }
    }
  }

  /**
   * Whether a path holds the same value already, perhaps in other words, such as 24h and 86400s.
   */
  private boolean isSet(List<String> path, String text) {
    if (!(overlay.at(path) instanceof Given.Scalar scalar)
        || !(overlay.shape(path) instanceof Shape.Leaf leaf)) {
      return false;
    }
    Reading.Surroundings around =
        new Reading.Surroundings(Path.of(""), sources.variables(), "", true);
    try {
      return leaf.reading().read(text, around).equals(leaf.reading().read(scalar.text(), around));
    } catch (BadValue e) {
      return text.equals(scalar.text());
    }
  }

  /** Whether a variable of a common name is somebody else's here. */
  private boolean leftAlone(Aliases.Alias alias, List<String> path, String value) {
    if (path.equals(UPSTREAM_KEY)) {
      return value.isBlank() || clientsOwn(alias);
    }
    if (value.isBlank()) {
      return !isSecret(path);
    }
    if (alias.name().equals("HOST") && !Aliases.isAddress(value)) {
      return note("HOST is no address to listen on (shells set it to the machine's name)");
    }
    return !hasProvider(path)
        && note(alias.name() + " is for the provider `anthropic`, which is not configured");
  }

  /**
   * ANTHROPIC_API_KEY in a shell is usually there for the client. It becomes the gateway's own only
   * where that was clearly meant: by --env-file, or when callers show a Sluice key and so cannot
   * bring one of the provider's.
   */
  private boolean clientsOwn(Aliases.Alias alias) {
    if (overlay.at(UPSTREAM_KEY) != null) {
      return note(alias.name() + " is not used: providers.anthropic.key is set otherwise");
    }
    if (!hasProvider(UPSTREAM_KEY)) {
      return note(alias.name() + " is for the provider `anthropic`, which is not configured");
    }
    boolean keyed =
        (overlay.at(List.of("keys")) instanceof Given.Section keys && !keys.entries().isEmpty())
            || sources.flags().keySet().stream().anyMatch(path -> path.startsWith("keys."));
    return !keyed
        && !sources.envFile().containsKey(alias.name())
        && note(
            alias.name()
                + " is left to the client: without Sluice keys the caller's credentials pass"
                + " through (to use it for all callers: providers.anthropic.key:"
                + " env:ANTHROPIC_API_KEY)");
  }

  private boolean note(String text) {
    notes.add(text);
    return true;
  }

  private boolean hasProvider(List<String> path) {
    boolean listed =
        overlay.at(List.of("providers")) instanceof Given.Section section
            && section.place() instanceof Place.InFile;
    return !path.getFirst().equals("providers")
        || !listed
        || overlay.at(path.subList(0, 2)) != null;
  }

  private void flag(String path, String value) {
    List<String> parts = Arrays.asList(path.split("\\.", -1));
    Shape shape = overlay.shape(parts);
    Place place = new Place.Flag(path, value);
    if (shape != null && EnvNames.isSingle(shape)) {
      overlay.set(parts, value, place);
    } else {
      String near = names.nearestPath(path);
      problems.error(
          ProblemKind.UNKNOWN_FLAG,
          "`" + path + "` names no single value",
          place,
          "",
          near.isEmpty() ? "" : "did you mean `" + near + "`?");
    }
  }

  /** Warns about SLUICE_ variables that set nothing and that no secret refers to. */
  void warnOfUnknown(Set<String> referred) {
    for (String name : unknown) {
      if (!referred.contains(name)) {
        String near = names.nearest(name);
        problems.warning(
            ProblemKind.UNKNOWN_VARIABLE,
            "unknown environment variable `" + name + "`",
            variable(name, false),
            "",
            near.isEmpty()
                ? "docs/configuration.md lists them all"
                : "did you mean `" + near + "`?");
      }
    }
  }
}
