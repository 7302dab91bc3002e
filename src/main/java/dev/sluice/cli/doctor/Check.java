package dev.sluice.cli.doctor;

/**
 * What one check found.
 *
 * @param name what was checked, one or two words
 * @param verdict whether it is well
 * @param finding what was found, one line
 * @param fix how to mend it; empty when there is nothing to mend
 */
public record Check(String name, Verdict verdict, String finding, String fix) {

  /** Whether something is well. */
  public enum Verdict {
    /** It is. */
    GOOD('✓'),
    /** It is, with something to know. */
    NOTE('·'),
    /** It is not. */
    BAD('✗');

    private final char mark;

    Verdict(char mark) {
      this.mark = mark;
    }

    /** The sign before the line. */
    public char mark() {
      return mark;
    }
  }

  static Check good(String name, String finding) {
    return new Check(name, Verdict.GOOD, finding, "");
  }

  static Check note(String name, String finding, String fix) {
    return new Check(name, Verdict.NOTE, finding, fix);
  }

  static Check bad(String name, String finding, String fix) {
    return new Check(name, Verdict.BAD, finding, fix);
  }
}
