package dev.sluice.config;

/**
 * A text cannot be read as its type. The message names what is wrong without the value, which the
 * reader of the problem sees anyway unless it is a secret.
 */
public final class BadValue extends Exception {
  private final ProblemKind kind;
  private final String help;

  /** Of any kind, with a line of help. */
  public BadValue(ProblemKind kind, String message, String help) {
    super(message, null, false, false);
    this.kind = kind;
    this.help = help;
  }

  /** A text that is not what its type wants. */
  BadValue(String message) {
    this(ProblemKind.VALUE, message, "");
  }

  ProblemKind kind() {
    return kind;
  }

  String help() {
    return help;
  }
}
