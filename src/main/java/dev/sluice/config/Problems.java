package dev.sluice.config;

import dev.sluice.log.Escapes;
import dev.sluice.log.Masking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the problems of one pass; each place becomes a spot that holds no secret. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private @Nullable SourceText source;

  /** The file that places in a file are in. */
  void source(SourceText text) {
    source = text;
  }

  /** Records an error; {@code label} stands beside the caret. */
  void error(ProblemKind kind, String message, Place place, String label, String... help) {
    add(Problem.Severity.ERROR, kind, message, spot(place, label, false), help);
  }

  /** Records an error about a secret, whose value is not shown. */
  void secretError(ProblemKind kind, String message, Place place, String label, String... help) {
    add(Problem.Severity.ERROR, kind, message, spot(place, label, true), help);
  }

  /** Records a warning about a value that may be shown. */
  void plainWarning(ProblemKind kind, String message, Place place, String help) {
    add(Problem.Severity.WARNING, kind, message, spot(place, "", false), help);
  }

  /** Records a warning; the value is not shown. */
  void warning(ProblemKind kind, String message, Place place, String label, String... help) {
    add(Problem.Severity.WARNING, kind, message, spot(place, label, true), help);
  }

  private void add(
      Problem.Severity severity,
      ProblemKind kind,
      String message,
      Problem.Spot spot,
      String... help) {
    List<String> lines = new ArrayList<>();
    for (String line : help) {
      if (!line.isEmpty()) {
        lines.add(safe(line));
      }
    }
    found.add(new Problem(severity, kind, safe(message), spot, lines));
  }

  private Problem.Spot spot(Place place, String label, boolean secret) {
    SourceText text = source;
    return switch (place) {
      case Place.InFile file when text != null -> text.spot(file, label);
      case Place.InFile file ->
          new Problem.Spot(file.file(), file.line(), file.column(), List.of());
      case Place.Variable variable ->
          outside(
              variable.name()
                  + "="
                  + shown(variable.value(), secret || SourceText.secretName(variable.name()))
                  + " from "
                  + from(variable));
      case Place.Flag flag ->
          outside(
              flag.path()
                  + "="
                  + shown(flag.value(), secret || SourceText.secretName(flag.path()))
                  + " from the command line");
      case Place.Whole() -> Problem.Spot.WHOLE;
    };
  }

  private static String from(Place.Variable variable) {
    return variable.envFile() ? "the environment file" : "environment";
  }

  private static Problem.Spot outside(String text) {
    return new Problem.Spot(safe(text), 0, 0, List.of());
  }

  private static String safe(String text) {
    return Escapes.controls(Masking.mask(text));
  }

  private static String shown(String value, boolean secret) {
    return secret && !Secrets.isReference(value) ? "***" : value;
  }

  boolean any() {
    return found.stream().anyMatch(Problem::stops);
  }

  /** Everything, in the order of the file; without the warnings when that would be too much. */
  List<Problem> all() {
    boolean many = found.size() > ConfigInvalid.SHOWN;
    return sorted().stream().filter(problem -> problem.stops() || !many).toList();
  }

  /** Warnings, in the order of the file. */
  List<Problem> warnings() {
    return sorted().stream().filter(problem -> !problem.stops()).toList();
  }

  private List<Problem> sorted() {
    return found.stream()
        .sorted(
            Comparator.<Problem>comparingInt(problem -> problem.spot().line() == 0 ? 1 : 0)
                .thenComparingInt(problem -> problem.spot().line())
                .thenComparingInt(problem -> problem.spot().column()))
        .toList();
  }
}
