package dev.sluice.cache.semantic.trust;

/**
 * How often a candidate's reply was compared with a live one.
 *
 * @param right how often both said the same
 * @param wrong how often not
 */
public record Outcomes(long right, long wrong) {
  /** Never. */
  public static final Outcomes NONE = new Outcomes(0, 0);

  /** How often in all. */
  public long compared() {
    return right + wrong;
  }

  /** With one more. */
  public Outcomes and(boolean wasRight) {
    return wasRight ? new Outcomes(right + 1, wrong) : new Outcomes(right, wrong + 1);
  }

  Outcomes plus(Outcomes other) {
    return new Outcomes(right + other.right, wrong + other.wrong);
  }

  /** Half of it; a single mistake is not forgotten before it weighs nothing. */
  Outcomes faded() {
    return new Outcomes(right / 2, (wrong + 1) / 2);
  }
}
