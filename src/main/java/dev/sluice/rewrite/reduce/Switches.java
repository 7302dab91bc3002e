package dev.sluice.rewrite.reduce;

/**
 * Which reductions are on, the profile already applied.
 *
 * @param duplicates files that stand in a request more than once
 * @param boilerplate wrappers of editors
 * @param truncate texts that are too long
 * @param prune conversations that do not fit the model
 * @param diffFirst the policy of small edits
 */
public record Switches(
    boolean duplicates, boolean boilerplate, boolean truncate, boolean prune, boolean diffFirst) {
  /** Nothing is on. */
  public static final Switches NONE = new Switches(false, false, false, false, false);

  /** Everything is on. */
  public static final Switches ALL = new Switches(true, true, true, true, true);

  /** Whether anything is on. */
  boolean any() {
    return duplicates || boilerplate || truncate || prune || diffFirst;
  }
}
