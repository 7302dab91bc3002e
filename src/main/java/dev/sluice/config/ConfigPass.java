package dev.sluice.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over all sources: reads, lays over, binds, and gathers every problem. Not thread-safe.
 *
 * @param <T> the record of the whole configuration
 */
public final class ConfigPass<T> {
  private static final long LARGEST = 1 << 20;
  private final Schema schema;
  private final ConfigSources sources;
  private final Class<T> type;
  private final Problems problems = new Problems();
  private final Bound bound = new Bound();
  private List<String> notes = List.of();
  private @Nullable Path file;

  /** A pass that has read nothing yet. */
  public ConfigPass(Schema schema, ConfigSources sources, Class<T> type) {
    this.schema = schema;
    this.sources = sources;
    this.type = type;
  }

  /** Reads everything over the defaults; problems are gathered, not thrown. */
  public T read(T defaults) {
    Given.Section given = top();
    Overlay overlay = new Overlay(schema, given);
    EnvNames names = new EnvNames(schema, path -> known(path, overlay, defaults));
    Environment environment = new Environment(sources, overlay, names, problems);
    notes = environment.lay();
    Leaves leaves = new Leaves(problems, bound, surroundings(), working());
    T config = type.cast(new Binder(schema, problems, leaves, bound).bind(given, defaults));
    environment.warnOfUnknown(bound.variables());
    return config;
  }

  private Path working() {
    return Path.of("").toAbsolutePath();
  }

  private Reading.Surroundings surroundings() {
    Path own = file;
    Path folder = own == null ? null : own.toAbsolutePath().getParent();
    Map<String, String> variables = sources.variables();
    return new Reading.Surroundings(
        folder == null ? working() : folder, variables, variables.getOrDefault("HOME", ""), false);
  }

  private Set<String> known(List<String> path, Overlay overlay, Object defaults) {
    Set<String> names = new HashSet<>();
    if (overlay.at(path) instanceof Given.Section section) {
      names.addAll(section.entries().keySet());
    }
    Shape.Field field = path.size() == 1 ? schema.root().field(path.getFirst()) : null;
    if (field != null && field.of(defaults) instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> names.add(name.toString()));
    }
    return names;
  }

  private Given.Section top() {
    Path chosen = chosen();
    Given.Section given = null;
    if (chosen != null) {
      file = chosen;
      String shown = Folders.shown(chosen, sources.variables());
      String text = text(chosen, shown);
      problems.source(new SourceText(shown, text));
      given = new YamlReader(shown, problems).read(text);
    }
    return given == null ? Given.Section.empty(new Place.Whole()) : given;
  }

  private @Nullable Path chosen() {
    Path asked = sources.file();
    String named = sources.variables().get("SLUICE_CONFIG");
    if (asked != null) {
      return asked;
    }
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    Path usual = Folders.file(sources.variables());
    return usual != null && Files.exists(usual) ? usual : null;
  }

  private String text(Path path, String shown) {
    try {
      if (!Files.isRegularFile(path)) {
        return unreadable(shown, Files.exists(path) ? "is no regular file" : "does not exist");
      }
      if (Files.size(path) > LARGEST) {
        return unreadable(shown, "is larger than 1 MiB");
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return unreadable(shown, "is not UTF-8");
    } catch (IOException e) {
      return unreadable(shown, "cannot be read");
    }
  }

  private String unreadable(String shown, String why) {
    problems.error(
        ProblemKind.UNREADABLE, "the file `" + shown + "` " + why, new Place.Whole(), "");
    return "";
  }

  /** Records an error about the value at a path, at the place where it was written. */
  public void error(ProblemKind kind, String message, String path, String label, String... help) {
    problems.error(kind, message, place(path), label, help);
  }

  /** Records an error about the secret at a path, whose value is not shown. */
  public void secretError(ProblemKind kind, String message, String path, String label) {
    problems.secretError(kind, message, place(path), label);
  }

  private Place place(String path) {
    Place place = bound.place(path);
    return place == null ? new Place.Whole() : place;
  }

  /** The names of sections that were left out because a secret in them was not found. */
  public List<String> dropped() {
    return List.copyOf(bound.dropped().keySet());
  }

  /** The file that was read, or null. */
  public @Nullable Path file() {
    return file;
  }

  /** Where every value of the configuration came from. */
  public Origins origins(T config) {
    return Origins.of(schema, config, bound, notes);
  }

  /** The warnings of the pass; throws when there are errors. */
  public List<Problem> finish() throws ConfigInvalid {
    if (problems.any()) {
      throw new ConfigInvalid(problems.all());
    }
    return problems.warnings();
  }
}
