package dev.sluice.message;

/**
 * A range of bytes in a body: {@code from} inclusive, {@code to} exclusive.
 *
 * @param from the first byte, 0 or more
 * @param to the byte after the last, {@code from} or more
 */
public record Span(int from, int to) {
  public Span {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "span: " + from + ".." + to + " (expected: 0 <= from <= to)");
    }
  }

  /** Length in bytes. */
  public int length() {
    return to - from;
  }
}
