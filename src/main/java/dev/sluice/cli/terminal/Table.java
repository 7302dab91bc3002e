package dev.sluice.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A table for people: the first column to the left, the others to the right, two blanks between.
 * Not for several threads.
 */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; cells beyond the headings are an error of the caller. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row. */
  public Table row(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + rows.getFirst());
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Prints it. */
  public void print(PrintStream out) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      out.println(line(row, widths));
    }
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(row.get(i)));
      if (i == 0) {
        line.append(row.get(i)).append(blanks);
      } else {
        line.append("  ").append(blanks).append(row.get(i));
      }
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
