package dev.sluice.rewrite.compress;

import dev.sluice.price.Claim;
import dev.sluice.price.Cost;
import dev.sluice.price.Mechanisms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What was spent in the background and stands in no ledger entry yet. Each sum is claimed once: by
 * the next exchange of its session or, where the session does not come back for ten minutes, by the
 * next one of its tenant. Safe for any thread.
 */
final class Owed {
  private static final Duration SESSION_FIRST = Duration.ofMinutes(10);

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
