package dev.sluice.cache;

/** Whether a request may be answered from the cache. */
public sealed interface Decision {

  /**
   * It may, under this key.
   *
   * @param key what makes two requests the same
   */
  record Keyed(CacheKey key) implements Decision {}

  /**
   * It may not.
   *
   * @param reason why, in a few words for logs and headers
   */
  record Bypass(String reason) implements Decision {}
}
