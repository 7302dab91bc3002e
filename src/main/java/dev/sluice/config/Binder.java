package dev.sluice.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays what was given over the defaults and builds the tree of records. Goes on after every problem
 * with the default in its place, so that one pass finds them all.
 */
final class Binder {
  /** Stands for a value that could not be built and has no default to go on with. */
  private static final Object FAILED = new Object();

  private final Schema schema;
  private final Problems problems;
  private final Leaves leaves;
  private final Bound bound;

  Binder(Schema schema, Problems problems, Leaves leaves, Bound bound) {
    this.schema = schema;
    this.problems = problems;
    this.leaves = leaves;
    this.bound = bound;
  }

  /** The whole configuration; {@code defaults} stands in for whatever is wrong. */
  Object bind(Given.@Nullable Section given, Object defaults) {
    Object built = given == null ? defaults : fields(schema.root(), given, defaults, "");
    return built == null || FAILED.equals(built) ? defaults : built;
  }

  private @Nullable Object value(Shape shape, Given given, @Nullable Object base, String path) {
    return switch (shape) {
      case Shape.Leaf leaf -> orElse(leaves.read(leaf, given, base, path), base);
      case Shape.Fields fields -> fields(fields, given, base, path);
      case Shape.Names names -> names(names, given, base, path);
      case Shape.Items items -> items(items, given, base, path);
    };
  }

  private static @Nullable Object orElse(Leaves.Result result, @Nullable Object base) {
    return switch (result) {
      case Leaves.Value value -> value.value();
      case Leaves.Unset() -> null;
      case Leaves.Bad() -> base == null ? FAILED : base;
    };
  }

  private @Nullable Object wrongForm(
      Given given, @Nullable Object base, String path, String expected) {
    problems.error(
        ProblemKind.FORM,
        "`" + path + "` is " + given.form() + " (expected: " + expected + ")",
        given.place(),
        "expected: " + expected);
    return base == null ? FAILED : base;
  }

  private @Nullable Object fields(
      Shape.Fields shape, Given given, @Nullable Object base, String path) {
    if (given instanceof Given.Nothing) {
      return base == null ? fields(shape, Given.Section.empty(given.place()), null, path) : base;
    }
    if (!(given instanceof Given.Section section)) {
      return wrongForm(given, base, path, "a section with keys");
    }
    refuseUnknown(shape, section, path);
    Object start = base != null ? base : schema.prototypeOf(shape.type());
    @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
    boolean failed = false;
    for (int i = 0; i < values.length; i++) {
      Shape.Field field = shape.fields().get(i);
      Object fallback = start == null ? empty(field.shape()) : field.of(start);
      Given.Entry entry = section.entries().get(field.name());
      if (entry != null) {
        values[i] = value(field.shape(), entry.value(), fallback, below(path, field.name()));
      } else if (base == null && schema.isRequired(shape.type(), field.name())) {
        values[i] = missing(section, path, field);
      } else {
        values[i] = fallback;
      }
      failed |= FAILED.equals(values[i]);
    }
    return failed ? orFailed(start) : build(shape, values, section, start, path);
  }

  private static Object orFailed(@Nullable Object start) {
    return start == null ? FAILED : start;
  }

  private Object missing(Given.Section section, String path, Shape.Field field) {
    String example = field.shape() instanceof Shape.Leaf leaf ? leaf.reading().example() : "...";
    problems.error(
        ProblemKind.MISSING,
        "`" + path + "` has no `" + field.name() + "`",
        section.place(),
        "needs `" + field.name() + "`",
        "such as `" + field.name() + ": " + example + "`");
    return FAILED;
  }

  private static @Nullable Object empty(Shape shape) {
    return switch (shape) {
      case Shape.Items items -> List.of();
      case Shape.Names names -> Map.of();
      case Shape.Leaf leaf -> null;
      case Shape.Fields fields -> null;
    };
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private void refuseUnknown(Shape.Fields shape, Given.Section section, String path) {
    for (var entry : section.entries().entrySet()) {
      if (shape.field(entry.getKey()) == null) {
        problems.error(
            ProblemKind.UNKNOWN,
            "unknown key `" + entry.getKey() + "`" + (path.isEmpty() ? "" : " in `" + path + "`"),
            entry.getValue().key(),
            "not a known key",
            new KeyHelp(schema.root()).help(entry.getKey(), shape, section, path));
      }
    }
  }

  /** Builds the record; each component that its constructor refuses gives way to the default. */
  private Object build(
      Shape.Fields shape,
      @Nullable Object[] values,
      Given.Section section,
      @Nullable Object start,
      String path) {
    boolean[] tried = new boolean[values.length];
    while (true) {
      try {
        return constructor(shape.type()).newInstance(values);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException refusal)) {
          throw new IllegalStateException("cannot build " + shape.type(), e.getCause());
        }
        int at = component(shape, String.valueOf(refusal.getMessage()));
        refused(String.valueOf(refusal.getMessage()), at, shape, section, path);
        if (at < 0 || tried[at] || start == null) {
          return orFailed(start);
        }
        tried[at] = true;
        values[at] = shape.fields().get(at).of(start);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot build " + shape.type(), e);
      }
    }
  }

  private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }

  private static int component(Shape.Fields shape, String message) {
    int colon = message.indexOf(':');
    return colon < 0 ? -1 : shape.names().indexOf(message.substring(0, colon));
  }

  private void refused(
      String message, int at, Shape.Fields shape, Given.Section section, String path) {
    Given.Entry entry = at < 0 ? null : section.entries().get(shape.names().get(at));
    if (entry == null && !shape.names().containsAll(section.entries().keySet())) {
      return; // the misspelt key is very likely the one that is missed
    }
    Place place = entry == null ? section.place() : entry.value().place();
    boolean secret =
        at >= 0
            && shape.fields().get(at).shape() instanceof Shape.Leaf leaf
            && leaf.reading().secret();
    int bracket = message.indexOf("(expected: ");
    String label =
        bracket < 0 ? "not allowed" : message.substring(bracket + 1, message.length() - 1);
    String full = at < 0 ? "`" + path + "`: " + message : below(path, message);
    if (secret && entry != null) {
      problems.secretError(ProblemKind.WEAK_SECRET, full, place, label);
    } else {
      problems.error(ProblemKind.RANGE, full, place, label);
    }
  }

  private @Nullable Object names(
      Shape.Names shape, Given given, @Nullable Object base, String path) {
    Map<?, ?> defaults = base instanceof Map<?, ?> map ? map : Map.of();
    if (given instanceof Given.Nothing) {
      return defaults;
    }
    if (!(given instanceof Given.Section section)) {
      return wrongForm(given, base, path, "a section with one key a name");
    }
    bound.placed(path, section.place());
    Map<Object, Object> built = new LinkedHashMap<>();
    if (!(section.place() instanceof Place.InFile)) {
      defaults.forEach(built::put);
    }
    for (var named : section.entries().entrySet()) {
      String name = named.getKey();
      Object value = named(shape, named.getValue(), defaults.get(name), below(path, name), name);
      if (value == null || FAILED.equals(value)) {
        built.remove(name);
      } else {
        built.put(name, value);
      }
    }
    return built;
  }

  private @Nullable Object named(
      Shape.Names shape, Given.Entry entry, @Nullable Object base, String path, String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
      problems.error(
          ProblemKind.NAME,
          "`" + name + "` cannot be a name here",
          entry.key(),
          "expected: letters, digits, underscores and hyphens");
      return FAILED;
    }
    int before = bound.dropped().size();
    Leaves.Dropping outer = leaves.dropping(schema.isDroppable(shape.value()) ? path : null);
    Object value = value(shape.value(), entry.value(), base, path);
    leaves.restore(outer);
    return bound.dropped().size() > before ? FAILED : value;
  }

  private @Nullable Object items(
      Shape.Items shape, Given given, @Nullable Object base, String path) {
    if (given instanceof Given.Nothing) {
      return base == null ? List.of() : base;
    }
    if (!(given instanceof Given.Items list)) {
      return wrongForm(given, base, path, "a list");
    }
    bound.placed(path, list.place());
    List<Object> built = new ArrayList<>();
    for (Given item : list.items()) {
      Object value = value(shape.item(), item, null, path + "[" + built.size() + "]");
      built.add(value == null ? FAILED : value);
    }
    return built.contains(FAILED) ? (base == null ? FAILED : base) : built;
  }
}
