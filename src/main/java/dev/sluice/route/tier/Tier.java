package dev.sluice.route.tier;

import java.util.Locale;

/** How much a request asks of a model, from little to much. */
public enum Tier {
  /** Short and mechanical work: extract, classify, translate, format, list, sum up. */
  SIMPLE,
  /** Ordinary work: write, explain, review, small programs. */
  MODERATE,
  /** Design, hard debugging, proofs, security, many steps. */
  COMPLEX;

  /** The tier in lower case, as in the ledger and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The next higher one; COMPLEX stays what it is. */
  Tier next() {
    return this == SIMPLE ? MODERATE : COMPLEX;
  }

  /** The higher of the two. */
  Tier atLeast(Tier floor) {
    return compareTo(floor) >= 0 ? this : floor;
  }
}
