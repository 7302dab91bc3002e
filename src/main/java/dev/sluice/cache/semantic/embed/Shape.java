package dev.sluice.cache.semantic.embed;

/**
 * What an embedder takes and gives whose model is not in this process: texts up to a length,
 * vectors of one length. Safe for any thread.
 */
public final class Shape {
  private final String embedder;
  private final int mostChars;
  private volatile int dimensions;

  /**
   * A shape of which the vectors' length is not known yet.
   *
   * @param embedder what failures call it
   * @param mostChars characters of a text that its model sees
   */
  public Shape(String embedder, int mostChars) {
    this.embedder = embedder;
    this.mostChars = mostChars;
  }

  /** Length of the vectors, 0 as long as there was none. */
  public int dimensions() {
    return dimensions;
  }

  /** Whether the model sees this text as a whole. */
  public boolean fits(String text) {
    return text.length() <= mostChars;
  }

  /** What it sees of a text. */
  public String cut(String text) {
    return text.substring(0, Math.min(text.length(), mostChars));
  }

  /**
   * The vector at length 1.
   *
   * @throws EmbeddingFailed when it has no direction, or not as many dimensions as those before
   */
  public float[] checked(float[] vector) throws EmbeddingFailed {
    float[] unit = Vectors.unit(vector);
    if (!(Vectors.dot(unit, unit) > 0.5f)) {
      throw new EmbeddingFailed(embedder + " gave a vector without a direction");
    }
    if (dimensions != 0 && dimensions != unit.length) {
      throw new EmbeddingFailed(embedder + " changed its dimensions");
    }
    dimensions = unit.length;
    return unit;
  }
}
