package dev.sluice.cache.semantic.embed;

/**
 * Turns texts into vectors whose dot product says how alike their meanings are. Safe for any
 * thread, a virtual one too; blocks it no longer than its timeout.
 */
public interface Embedder extends AutoCloseable {

  /** The model and its version: vectors of embedders with other names cannot be compared. */
  String name();

  /** Length of the vectors, 0 as long as it is not known. */
  int dimensions();

  /** Whether the model sees this text as a whole; what it cuts must not be compared by it. */
  boolean fits(String text);

  /**
   * The vector of a text, of length 1; of a text that does not fit, the vector of its beginning.
   *
   * @throws EmbeddingFailed when there is none, or none in time
   */
  float[] embed(String text) throws EmbeddingFailed;

  @Override
  void close();

  /**
   * Whether a text would be embedded, or refused, without waiting for something to be loaded first;
   * if not, the loading begins and the next question may be answered otherwise. Never blocks.
   */
  default boolean ready() {
    return true;
  }
}
