package dev.sluice.rewrite.reduce;

/** One rule over texts that are new. Deterministic; safe for any thread. */
interface BlockRule {

  /** Its mechanism, one of {@code price.Mechanisms}. */
  String mechanism();

  /** Adds its patches to the batch, none where {@link Batch#isFree} says no. */
  void decide(Batch batch);
}
