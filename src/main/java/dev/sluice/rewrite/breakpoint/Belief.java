package dev.sluice.rewrite.breakpoint;

/**
 * What is thought of a prefix that may be written.
 *
 * @param chance that it is sent again in time
 * @param proven whether a prefix like it has been, so that this is more than a guess
 */
record Belief(double chance, boolean proven) {
  /** It was tried once and nothing came of it. */
  static final Belief NONE = new Belief(0, false);
}
