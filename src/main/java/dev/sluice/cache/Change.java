package dev.sluice.cache;

/** A change to the cache's file. */
sealed interface Change {
  /** Whose row changes. */
  CacheKey key();

  /**
   * A reply is kept.
   *
   * @param size bytes that it counts for
   */
  record Put(CacheKey key, StoredReply reply, long size) implements Change {}

  /** A reply goes. */
  record Drop(CacheKey key) implements Change {}
}
