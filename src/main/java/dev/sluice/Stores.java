package dev.sluice;

import dev.sluice.cache.ExactCache;
import dev.sluice.ledger.Ledger;
import dev.sluice.log.Log;
import dev.sluice.store.DataFolder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What keeps state on this machine, closed in one go.
 *
 * @param ledger the ledger
 * @param cache the exact cache, null when it is off
 * @param savers the mechanisms and what they remember
 * @param folder the folder that both are in, released last
 */
record Stores(Ledger ledger, @Nullable ExactCache cache, Savers savers, DataFolder folder)
    implements AutoCloseable {
  private static final Log LOG = Log.of("gateway");

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
    savers.close();
    ledger.close();
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("the data folder's lock could not be released", "cause", e);
    }
  }
}
