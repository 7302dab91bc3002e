package dev.sluice.cache;

/** What the cache has for a key. */
public sealed interface Lookup {

  /**
   * A reply.
   *
   * @param reply as it was stored
   */
  record Hit(StoredReply reply) implements Lookup {}

  /**
   * Nothing, but the right to keep the coming reply. Used by one exchange; closing it without
   * keeping is how most end.
   */
  final class Lease implements Lookup, AutoCloseable {
    private final ExactCache cache;
    private final CacheKey key;
    private final boolean replace;
    private boolean open = true;

    Lease(ExactCache cache, CacheKey key, boolean replace) {
      this.cache = cache;
      this.key = key;
      this.replace = replace;
    }

    /**
     * Keeps the reply if it is {@link StoredReply#storable}, not too large, and no other exchange
     * with the same key was faster; a refreshing lease replaces what is there. Only the first call
     * counts. Never throws, never waits for the disk.
     */
    public void keep(StoredReply reply) {
      if (open) {
        open = false;
        cache.keep(key, reply, replace);
      }
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
