package dev.sluice.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries the problems of one whole pass over it. */
public final class ConfigInvalid extends Exception {
  static final int SHOWN = 20;
  private final transient List<Problem> problems;
  private final int left;

  /** With at least one problem; those beyond 20 are only counted. */
  public ConfigInvalid(List<Problem> problems) {
    super("the configuration cannot be used: " + first(problems));
    this.problems = List.copyOf(problems.subList(0, Math.min(SHOWN, problems.size())));
    this.left = problems.size() - this.problems.size();
  }

  private static String first(List<Problem> problems) {
    return problems.stream()
        .filter(Problem::stops)
        .map(Problem::message)
        .findFirst()
        .orElse("unknown");
  }

  /** The problems, at most 20, in the order of the file; warnings among them. */
  public List<Problem> problems() {
    return problems;
  }

  /** How many problems there are beyond those. */
  public int left() {
    return left;
  }

  /** All problems for people, with ANSI colours if wanted. */
  public String render(boolean color) {
    String text =
        problems.stream().map(problem -> problem.render(color)).collect(Collectors.joining("\n\n"));
    return left == 0 ? text : text + "\n\n... and " + left + " more";
  }

  /** All problems for machines: a JSON array, one problem a line. */
  public String toJson() {
    return problems.stream().map(Problem::toJson).collect(Collectors.joining(",\n", "[", "]"));
  }
}
