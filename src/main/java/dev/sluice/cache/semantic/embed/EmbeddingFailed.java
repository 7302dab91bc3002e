package dev.sluice.cache.semantic.embed;

/** No vector came. The message says why and, where something is missing, what to do. */
public final class EmbeddingFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** Failed for this reason. */
  public EmbeddingFailed(String reason) {
    super(reason, null, false, false);
  }
}
