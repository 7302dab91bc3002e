package dev.sluice.view;

import dev.sluice.exchange.CacheState;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.price.Cost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions since this process started, with savings and without, for {@link Comparison}. Begins
 * with the first exchange that is held out, since earlier ones are of another time; remembers the
 * sessions that were used last. Safe for any thread.
 */
final class Arms {
  static final double BYTES_A_TOKEN = 4.0;
  private static final int SESSIONS = 10_000;

  private final Map<String, Comparison.Session> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Comparison.Session> eldest) {
          return size() > SESSIONS;
        }
      };
  private volatile boolean begun;

  void add(LedgerEntry entry) {
    boolean held = entry.notes().holdout();
    begun = begun || held;
    if (begun
        && !entry.who().session().isEmpty()
        && isServed(entry)
        && entry.money().cost() instanceof Cost.Priced(long nanos)) {
      double tokens = entry.asked().bytes() / BYTES_A_TOKEN + entry.usage().output();
      add(entry.who(), new Comparison.Session(held, nanos, tokens));
    }
  }

  private synchronized void add(LedgerEntry.Who who, Comparison.Session more) {
    sessions.merge(
        who.tenant() + "\0" + who.session(),
        more,
        (a, b) ->
            new Comparison.Session(
                a.held() || b.held(), a.nanos() + b.nanos(), a.tokens() + b.tokens()));
  }

  private static boolean isServed(LedgerEntry entry) {
    CacheState cache = entry.outcome().cache();
    return cache == CacheState.HIT
        || cache == CacheState.SEMANTIC
        || entry.usage().totalInput() + entry.usage().output() > 0;
  }

  Comparison comparison() {
    List<Comparison.Session> all;
    synchronized (this) {
      all = List.copyOf(sessions.values());
    }
    return Comparison.of(all.stream().filter(session -> session.tokens() > 0).toList());
  }
}
