package dev.sluice.cli;

import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;

/** One command; its options are picocli-annotated fields, set before it runs. */
interface Command {

  /**
   * Runs it to its end.
   *
   * @return the exit code
   * @throws Failure when it did not work; printed without a stack trace
   */
  int run(Terminal terminal) throws Failure;
}
