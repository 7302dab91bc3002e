package dev.sluice.store;

import java.util.List;

/**
 * The schema of one database as the steps that led to it: step 0 makes version 1 of an empty
 * database, each later one makes the next version of the one before. Steps that were released never
 * change.
 *
 * @param steps SQL of each step, statements separated by semicolons at the end of a line
 */
public record Schema(List<String> steps) {
  public Schema {
    steps = List.copyOf(steps);
  }

  /** The version that all steps together make. */
  public int version() {
    return steps.size();
  }
}
