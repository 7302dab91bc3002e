package dev.sluice;

import dev.sluice.cache.StoredReply;
import dev.sluice.exchange.CacheState;

/** What the caches had. */
sealed interface Found {
  /**
   * A reply that answers the call.
   *
   * @param reply as it was stored
   * @param from {@code HIT} or {@code SEMANTIC}
   */
  record Stored(StoredReply reply, CacheState from) implements Found {}

  /**
   * Nothing.
   *
   * @param keepers who may keep the coming reply
   */
  record Nothing(Keepers keepers) implements Found {}
}
