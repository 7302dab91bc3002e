package dev.sluice.cache.semantic;

import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.embed.EmbeddingFailed;
import dev.sluice.cache.semantic.embed.Vectors;
import java.util.Locale;

/** An embedder without a model: each word has a place in the vector. Can be taken away. */
final class WordHashEmbedder implements Embedder {
  private static final int DIMENSIONS = 256;
  volatile boolean gone;

  @Override
  public String name() {
    return "word hashes 1";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public boolean fits(String text) {
    return text.length() <= 500;
  }

  @Override
  public float[] embed(String text) throws EmbeddingFailed {
    if (gone) {
      throw new EmbeddingFailed("gone");
    }
    float[] vector = new float[DIMENSIONS];
    vector[0] = 4;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 1;
    }
    return Vectors.unit(vector);
  }

  @Override
  public void close() {}
}
