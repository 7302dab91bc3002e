package dev.sluice.price;

import java.util.List;

/**
 * A price file that cannot be used. Each problem is one line: file, line, key, what is there and
 * what was expected.
 */
public final class PricesInvalid extends Exception {
  private final List<String> problems;

  PricesInvalid(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
