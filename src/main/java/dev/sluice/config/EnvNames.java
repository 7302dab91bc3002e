package dev.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The environment name of every key that holds a single value or a list of them: {@code SLUICE_}
 * and the path, split at dots and capitals.
 */
public final class EnvNames {
  static final String PREFIX = "SLUICE_";
  private final Schema schema;
  private final Function<List<String>, Set<String>> known;

  /** {@code known} gives the names that exist under a path whose keys the operator chooses. */
  EnvNames(Schema schema, Function<List<String>, Set<String>> known) {
    this.schema = schema;
    this.known = known;
  }

  /** The variable of a path, such as {@code SLUICE_LISTEN_PORT} of {@code listen.port}. */
  public static String of(String path) {
    return PREFIX + word(path);
  }

  private static String word(String path) {
    return path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]", "_")
        .toUpperCase(Locale.ROOT);
  }

  /** The path that a variable sets, or an empty list. */
  List<String> path(String variable) {
    return match(schema.root(), variable.substring(PREFIX.length()), List.of());
  }

  private List<String> match(Shape shape, String rest, List<String> path) {
    return switch (shape) {
      case Shape.Fields fields -> {
        Map<String, Shape> below = new LinkedHashMap<>();
        fields.fields().forEach(field -> below.put(field.name(), field.shape()));
        yield matchAny(below, rest, path);
      }
      case Shape.Names names -> {
        Map<String, Shape> below = new LinkedHashMap<>();
        known.apply(path).forEach(name -> below.put(name, names.value()));
        List<String> found = matchAny(below, rest, path);
        yield found.isEmpty() ? matchNew(names.value(), rest, path) : found;
      }
      case Shape.Leaf leaf -> List.of();
      case Shape.Items items -> List.of();
    };
  }

  private List<String> matchAny(Map<String, Shape> below, String rest, List<String> path) {
    for (var entry : below.entrySet()) {
      String word = word(entry.getKey());
      List<String> longer = plus(path, entry.getKey());
      if (rest.equals(word) && isSingle(entry.getValue())) {
        return longer;
      }
      if (rest.startsWith(word + "_")) {
        List<String> found = match(entry.getValue(), rest.substring(word.length() + 1), longer);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  /** A name that exists nowhere yet: what is left before the longest ending that is a key. */
  private List<String> matchNew(Shape value, String rest, List<String> path) {
    for (int cut = rest.indexOf('_', 1); cut > 0; cut = rest.indexOf('_', cut + 1)) {
      String name = rest.substring(0, cut).toLowerCase(Locale.ROOT).replace('_', '-');
      List<String> found = match(value, rest.substring(cut + 1), plus(path, name));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static List<String> plus(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  /** Whether a key of this shape is set by one text. */
  static boolean isSingle(Shape shape) {
    return shape instanceof Shape.Leaf
        || (shape instanceof Shape.Items items && items.item() instanceof Shape.Leaf);
  }

  /** The paths of all keys that have a variable; {@code NAME} stands for a name. */
  static List<String> paths(Schema schema) {
    List<String> paths = new ArrayList<>();
    collect(schema.root(), "", paths);
    return paths;
  }

  private static void collect(Shape.Fields shape, String prefix, List<String> into) {
    for (Shape.Field field : shape.fields()) {
      String path = prefix + field.name();
      if (isSingle(field.shape())) {
        into.add(path);
      } else if (field.shape() instanceof Shape.Fields inner) {
        collect(inner, path + ".", into);
      } else if (field.shape() instanceof Shape.Names names
          && names.value() instanceof Shape.Fields inner) {
        collect(inner, path + ".NAME.", into);
      }
    }
  }

  /** The nearest path to one that names nothing, or an empty text. */
  String nearestPath(String path) {
    return Suggestions.nearest(path, paths(schema));
  }

  /** The nearest existing variable to one that sets nothing, or an empty text. */
  String nearest(String variable) {
    Set<String> all = new LinkedHashSet<>();
    for (String path : paths(schema)) {
      int name = path.indexOf(".NAME.");
      if (name < 0) {
        all.add(of(path));
      } else {
        List<String> above = List.of(path.substring(0, name).split("\\.", -1));
        known.apply(above).forEach(word -> all.add(of(path.replace(".NAME.", "." + word + "."))));
      }
    }
    String rest = variable.substring(PREFIX.length());
    for (String name : all) {
      if (name.endsWith("_" + rest)) {
        return name;
      }
    }
    String near =
        Suggestions.nearest(rest, all.stream().map(n -> n.substring(PREFIX.length())).toList());
    return near.isEmpty() ? "" : PREFIX + near;
  }
}
