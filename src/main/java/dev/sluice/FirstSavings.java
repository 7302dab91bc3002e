package dev.sluice;

import dev.sluice.log.Log;
import dev.sluice.price.Mechanisms;
import dev.sluice.view.Dollars;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Announces the first time that a mechanism saves in a session, with its off switch (DESIGN section
 * 3): nobody should have to guess why a reply came at once. Safe for any thread; remembers the
 * 10,000 pairs that were seen last.
 */
final class FirstSavings {
  private static final Log LOG = Log.of("savings");
  private static final int MOST = 10_000;

  private final Map<String, Boolean> announced =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /**
   * A mechanism saved in an exchange.
   *
   * @param conversation names the session and whose it is
   * @param nanos nano-dollars, net; what is not above 0 is no saving
   */
  void saved(String conversation, String exchange, String mechanism, long nanos) {
    if (nanos > 0 && isFirst(conversation + " " + mechanism)) {
      LOG.info(
          mechanism + " saves in this session",
          "exchange",
          exchange,
          "saved_usd",
          Dollars.exact(nanos),
          "off",
          Mechanisms.offSwitch(mechanism));
    }
  }

  private synchronized boolean isFirst(String key) {
    return announced.put(key, true) == null;
  }
}
