package dev.sluice.cache.semantic.index;

/** The index did not do it. The message says why. */
public final class IndexFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** Failed for this reason. */
  public IndexFailed(String reason) {
    super(reason, null, false, false);
  }
}
