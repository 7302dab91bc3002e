package dev.sluice.embed;

import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.embed.EmbeddingFailed;
import dev.sluice.cache.semantic.embed.Vectors;
import java.util.function.Function;

/** The program's own function as an embedder. It may be called by any thread, and must not hang. */
final class FunctionEmbedder implements Embedder {
  private static final int MOST_CHARS = 2_000;

  private final String name;
  private final Function<String, float[]> function;
  private volatile int dimensions;

  FunctionEmbedder(String name, Function<String, float[]> function) {
    this.name = name;
    this.function = function;
  }

  @Override
  public String name() {
    return "program " + name;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public boolean fits(String text) {
    return text.length() <= MOST_CHARS;
  }

  @Override
  public float[] embed(String text) throws EmbeddingFailed {
    float[] vector = Vectors.unit(called(text.substring(0, Math.min(text.length(), MOST_CHARS))));
    if (!(Vectors.dot(vector, vector) > 0.5f)) {
      throw new EmbeddingFailed("the embedder " + name + " gave a vector without a direction");
    }
    if (dimensions != 0 && dimensions != vector.length) {
      throw new EmbeddingFailed("the embedder " + name + " changed its dimensions");
    }
    dimensions = vector.length;
    return vector;
  }

  private float[] called(String text) throws EmbeddingFailed {
    try {
      return function.apply(text);
    } catch (RuntimeException e) {
      throw new EmbeddingFailed("the embedder " + name + " failed: " + e);
    }
  }

  @Override
  public void close() {}
}
