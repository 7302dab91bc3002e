package dev.sluice.price;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an exchange would have cost without a mechanism (design section 7, "Money"). */
public final class Savings {
  private static final Duration SHORT = Duration.ofMinutes(5);
  private static final Duration LONG = Duration.ofHours(1);

  private Savings() {}

  /**
   * What a reply from the response cache would have cost: the stored usage at the requested model's
   * price. What the stored exchange wrote to the provider's prompt cache would have been read there
   * while that entry lived, and is counted so; after that it would have been written again.
   *
   * @param storedAt when the reply was stored
   * @param now when it is served again
   */
  public static Cost exactHit(
      PriceTable prices, String requestedModel, Usage stored, Instant storedAt, Instant now) {
    Duration age = Duration.between(storedAt, now);
    return prices.cost(requestedModel, reread(stored, alive(age, SHORT), alive(age, LONG)));
  }

  private static boolean alive(Duration age, Duration lifetime) {
    return age.compareTo(lifetime) < 0;
  }

  private static Usage reread(Usage u, boolean short5m, boolean long1h) {
    List<Iteration> parts = u.iterations().stream().map(i -> reread(i, short5m, long1h)).toList();
    return new Usage(
        u.input(),
        short5m ? 0 : u.cacheWrite5m(),
        long1h ? 0 : u.cacheWrite1h(),
        u.cacheRead() + (short5m ? u.cacheWrite5m() : 0) + (long1h ? u.cacheWrite1h() : 0),
        u.output(),
        u.thinking(),
        u.serverTools(),
        u.tariff(),
        parts,
        u.estimated());
  }

  private static Iteration reread(Iteration i, boolean short5m, boolean long1h) {
    return new Iteration(
        i.type(),
        i.model(),
        i.input(),
        short5m ? 0 : i.cacheWrite5m(),
        long1h ? 0 : i.cacheWrite1h(),
        i.cacheRead() + (short5m ? i.cacheWrite5m() : 0) + (long1h ? i.cacheWrite1h() : 0),
        i.output());
  }
}
