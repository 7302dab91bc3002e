package dev.sluice.rewrite.compress;

import dev.sluice.log.Log;
import dev.sluice.price.Claim;
import dev.sluice.price.Cost;
import dev.sluice.price.Mechanisms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What was spent in the background and stands in no ledger entry yet. Each sum is claimed once: by
 * the next exchange of its session or, where the session does not come back for ten minutes, by the
 * next one of its tenant. What nobody has claimed when the gateway stops, and the eldest of more
 * than 1,000 sums, is told in the log, as it will be in no entry. Safe for any thread.
 */
final class Owed implements AutoCloseable {
  private static final Log LOG = Log.of("compress");
  private static final Duration SESSION_FIRST = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final List<Sum> sums = new ArrayList<>();

  Owed(InstantSource clock) {
    this.clock = clock;
  }

  private record Sum(String tenant, String session, Cost cost, Instant at) {}

  /** So much was spent in one call. */
  void add(String tenant, String session, Cost cost) {
    synchronized (sums) {
      sums.add(new Sum(tenant, session, cost, clock.instant()));
      if (sums.size() > MOST) {
        tell(sums.removeFirst());
      }
    }
  }

  @Override
  public void close() {
    synchronized (sums) {
      sums.forEach(Owed::tell);
      sums.clear();
    }
  }

  private static void tell(Sum sum) {
    if (sum.cost instanceof Cost.Priced(long nanos) && nanos > 0) {
      LOG.warn(
          "facts were paid for and no exchange came to book them to",
          "session",
          sum.session,
          "spent_usd",
          BigDecimal.valueOf(nanos, 9).toPlainString());
    }
  }

  /** What this exchange is to claim. */
  List<Claim> claims(String tenant, String session) {
    List<Claim> claims = new ArrayList<>();
    synchronized (sums) {
      if (sums.isEmpty()) {
        return List.of();
      }
      Instant waited = clock.instant().minus(SESSION_FIRST);
      for (Iterator<Sum> all = sums.iterator(); all.hasNext(); ) {
        Sum sum = all.next();
        if (sum.tenant.equals(tenant) && (sum.session.equals(session) || !sum.at.isAfter(waited))) {
          claims.add(new Claim.Spent(Mechanisms.COMPRESS, sum.cost, 1));
          all.remove();
        }
      }
    }
    return claims;
  }
}
