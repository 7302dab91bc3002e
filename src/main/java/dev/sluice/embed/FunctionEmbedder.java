package dev.sluice.embed;

import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.embed.EmbeddingFailed;
import dev.sluice.cache.semantic.embed.Shape;
import java.util.function.Function;

/** The program's own function as an embedder. It may be called by any thread, and must not hang. */
final class FunctionEmbedder implements Embedder {
  private static final int MOST_CHARS = 2_000;

  private final String name;
  private final Function<String, float[]> function;
  private final Shape shape;

  FunctionEmbedder(String name, Function<String, float[]> function) {
    this.name = name;
    this.function = function;
    this.shape = new Shape("the embedder " + name, MOST_CHARS);
  }

  @Override
  public String name() {
    return "program " + name;
  }

  @Override
  public int dimensions() {
    return shape.dimensions();
  }

  @Override
  public boolean fits(String text) {
    return shape.fits(text);
  }

  @Override
  public float[] embed(String text) throws EmbeddingFailed {
    return shape.checked(called(shape.cut(text)));
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
