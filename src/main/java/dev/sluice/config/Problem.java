package dev.sluice.config;

import dev.sluice.log.Escapes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with the configuration, as it is shown to people and machines (spec ux
 * section 5). Holds no secret.
 *
 * @param severity whether it stops the start
 * @param kind which problem it is
 * @param message one line: what is wrong
 * @param spot where
 * @param help how to mend it, one line each
 */
public record Problem(
    Severity severity, ProblemKind kind, String message, Spot spot, List<String> help) {

  public Problem {
    help = List.copyOf(help);
  }

  /** Whether a problem stops the start. */
  public enum Severity {
    /** It does. */
    ERROR("error", "\u001b[1;31m"),
    /** It does not. */
    WARNING("warning", "\u001b[1;33m");

    private final String word;
    private final String color;

    Severity(String word, String color) {
      this.word = word;
      this.color = color;
    }
  }

  /**
   * Where a problem is.
   *
   * @param file the file's path as shown to people, or the variable or flag, or empty
   * @param line 1 for the first, 0 when it is in no file
   * @param column 1 for the first, 0 when it is in no file
   * @param snippet lines of the file with their numbers and a caret; empty when it is in no file
   */
  public record Spot(String file, int line, int column, List<String> snippet) {
    /** About the configuration as a whole. */
    static final Spot WHOLE = new Spot("", 0, 0, List.of());

    public Spot {
      snippet = List.copyOf(snippet);
    }

    private String where() {
      return line > 0 ? file + ":" + line + ":" + column : file;
    }
  }

  /** The stable code, such as {@code C012}. */
  public String code() {
    return kind.code();
  }

  /** Whether it stops the start. */
  public boolean stops() {
    return severity == Severity.ERROR;
  }

  /** For people: several lines without a final line end, with ANSI colours if wanted. */
  public String render(boolean color) {
    String bold = color ? "\u001b[1m" : "";
    String plain = color ? "\u001b[0m" : "";
    StringBuilder text = new StringBuilder();
    text.append(color ? severity.color : "").append(severity.word).append('[').append(code());
    text.append(']').append(plain).append(bold).append(": ").append(message).append(plain);
    int gutter = Math.max(2, Integer.toString(spot.line).length() + 1);
    String margin = " ".repeat(gutter);
    if (!spot.where().isEmpty()) {
      text.append('\n').append(margin).append("--> ").append(spot.where());
    }
    for (String line : spot.snippet) {
      text.append('\n').append(line);
    }
    for (String line : help) {
      text.append('\n').append(margin).append(" = help: ").append(line);
    }
    text.append('\n').append(margin).append(" = docs: sluice explain ").append(code());
    return text.toString();
  }

  /** For machines: one JSON object on one line. */
  public String toJson() {
    return "{\"severity\":"
        + Escapes.json(severity.word)
        + ",\"file\":"
        + Escapes.json(spot.file)
        + ",\"line\":"
        + spot.line
        + ",\"col\":"
        + spot.column
        + ",\"code\":"
        + Escapes.json(code())
        + ",\"message\":"
        + Escapes.json(message)
        + ",\"help\":"
        + help.stream().map(Escapes::json).collect(Collectors.joining(",", "[", "]"))
        + "}";
  }
}
