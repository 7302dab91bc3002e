package dev.sluice.cli.terminal;

/** What a command's process ends with (spec ux section 3). */
public enum ExitCode {
  /** It worked. */
  OK(0),
  /** It did not work. */
  FAILURE(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The configuration is wrong. */
  CONFIG(3),
  /** No gateway runs for this data folder. */
  NOT_RUNNING(4),
  /** The upstream does not answer. */
  UPSTREAM(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the shell sees. */
  public int number() {
    return number;
  }
}
