package dev.sluice.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the single values of one pass and notes where each was written. Not thread-safe. */
final class Leaves {
  private static final Pattern VARIABLE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");
  private final Problems problems;
  private final Bound bound;
  private final Reading.Surroundings around;
  private final Path working;
  private Dropping dropping = new Dropping(null);

  /** {@code around} is for values in the file; others start from the {@code working} folder. */
  Leaves(Problems problems, Bound bound, Reading.Surroundings around, Path working) {
    this.problems = problems;
    this.bound = bound;
    this.around = around;
    this.working = working;
  }

  /** What came of a single value. */
  sealed interface Result {}

  /** It could be read. */
  record Value(Object value) implements Result {}

  /** It is explicitly nothing. */
  record Unset() implements Result {}

  /** It could not be read; a problem says why. */
  record Bad() implements Result {}

  /** Which named section is left out when a secret in it is not found; null for none. */
  record Dropping(@Nullable String path) {}

  /** Sets what is left out from now on; the state before is to be restored. */
  Dropping dropping(@Nullable String path) {
    Dropping before = dropping;
    dropping = new Dropping(path);
    return before;
  }

  void restore(Dropping before) {
    dropping = before;
  }

  Result read(Shape.Leaf leaf, Given given, @Nullable Object base, String path) {
    if (given instanceof Given.Nothing) {
      return nothing(leaf, given, base, path);
    }
    if (!(given instanceof Given.Scalar scalar)) {
      problems.error(
          ProblemKind.FORM,
          "`" + path + "` is " + given.form() + " (expected: " + leaf.reading().expected() + ")",
          given.place(),
          "expected: " + leaf.reading().expected(),
          example(leaf.reading(), base));
      return new Bad();
    }
    bound.placed(path, scalar.place());
    if (leaf.reading().secret()) {
      bound.referred(path, reference(scalar));
    }
    try {
      String text = leaf.reading().secret() ? scalar.text() : resolved(scalar);
      return new Value(leaf.reading().read(text, surroundings(scalar.place())));
    } catch (BadValue e) {
      bad(leaf, scalar, base, path, e);
      return new Bad();
    }
  }

  /** The text itself, or the variable's value where a file says {@code env:NAME}. */
  private String resolved(Given.Scalar scalar) throws BadValue {
    if (!(scalar.place() instanceof Place.InFile) || !VARIABLE.matcher(scalar.text()).matches()) {
      return scalar.text();
    }
    bound.used(scalar.text());
    return Secrets.variable(scalar.text().substring("env:".length()), around);
  }

  private static String reference(Given.Scalar scalar) {
    boolean literal = scalar.place() instanceof Place.Variable && !isWord(scalar.text());
    return literal && scalar.place() instanceof Place.Variable variable
        ? "env:" + variable.name()
        : scalar.text();
  }

  private static boolean isWord(String text) {
    return Secrets.isReference(text) || text.equals("passthrough");
  }

  private Result nothing(Shape.Leaf leaf, Given given, @Nullable Object base, String path) {
    if (base == null) {
      bound.placed(path, given.place());
      return new Unset();
    }
    problems.error(
        ProblemKind.EMPTY,
        "`" + path + "` has no value (expected: " + leaf.reading().expected() + ")",
        given.place(),
        "expected: " + leaf.reading().expected(),
        "leave the key out to get the default, `" + shown(leaf, base) + "`");
    return new Bad();
  }

  private static String shown(Shape.Leaf leaf, Object base) {
    return leaf.reading().show(base);
  }

  private Reading.Surroundings surroundings(Place place) {
    return switch (place) {
      case Place.InFile file -> around;
      case Place.Variable variable -> outside(around.variables(), true);
      case Place.Flag flag -> outside(around.variables(), false);
      case Place.Whole() -> around;
    };
  }

  private Reading.Surroundings outside(Map<String, String> variables, boolean literalSecrets) {
    return new Reading.Surroundings(working, variables, around.home(), literalSecrets);
  }

  private void bad(
      Shape.Leaf leaf, Given.Scalar scalar, @Nullable Object base, String path, BadValue e) {
    Reading<Object> reading = leaf.reading();
    String drop = dropping.path();
    if (e.kind() == ProblemKind.UNRESOLVED && reading.secret() && drop != null) {
      bound.drop(drop, scalar.place());
      problems.warning(
          ProblemKind.PROVIDER_DISABLED,
          "`" + drop + "` is disabled: " + e.getMessage(),
          scalar.place(),
          "not found",
          e.help());
    } else if (reading.secret()) {
      problems.secretError(
          e.kind(), "`" + path + "`: " + e.getMessage(), scalar.place(), "not usable", e.help());
    } else if (e.kind() == ProblemKind.UNRESOLVED) {
      problems.error(
          e.kind(), "`" + path + "`: " + e.getMessage(), scalar.place(), "not found", e.help());
    } else {
      problems.error(
          e.kind(),
          "`" + path + "` is " + e.getMessage() + ": " + quoted(scalar.text()),
          scalar.place(),
          "expected: " + reading.expected(),
          e.help().isEmpty() ? example(reading, base) : e.help());
    }
  }

  /** What would do: the default if there is one, as it is sure to fit. */
  private static String example(Reading<Object> reading, @Nullable Object base) {
    String example = base == null || reading.secret() ? reading.example() : reading.show(base);
    String empty = example.isEmpty() ? reading.example() : example;
    return "write " + reading.expected() + ", such as `" + empty + "`";
  }

  private static String quoted(String text) {
    return "`" + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + "`";
  }
}
