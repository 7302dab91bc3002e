package dev.sluice.cache.semantic.trust;

/**
 * Where comparisons are counted together: one kind, and a band of similarity that is 0.02 wide.
 *
 * @param kind what the questions have in common
 * @param band the higher the more alike, 0 to 49
 */
public record Cell(Kind kind, int band) {
  static final int BANDS = 50;
  private static final int NEXT_KIND = 100;

  static Cell of(Kind kind, double similarity) {
    return new Cell(kind, (int) Math.clamp(Math.floor(similarity * BANDS + 1e-9), 0, BANDS - 1));
  }

  /** The cell of a number that {@link #number} gave. */
  public static Cell of(int number) {
    Kind kind = number < NEXT_KIND ? Kind.SAME_WORDS : Kind.OTHER_WORDS;
    return new Cell(kind, number % NEXT_KIND);
  }

  /** One number for it, for files. */
  public int number() {
    return kind.number * NEXT_KIND + band;
  }

  /** Whether it is of the same kind and hardly more alike than the other one, or less. */
  boolean isUpTo(Cell other) {
    return kind == other.kind && band <= other.band + 1;
  }
}
