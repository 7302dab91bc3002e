package dev.sluice.price;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an exchange would have cost without the mechanisms (design section 7, "Money"). Pure
 * functions, for any thread.
 *
 * <p>The savings of one exchange are attributed one after another, each on what the ones before
 * left: routing, prompt cache, then the others in the order of their claims. So their sum is
 * exactly the difference, and a mechanism is never paid for what another one did. Where Sluice
 * placed the breakpoints too, tokens that were taken out count as fresh input, for without Sluice
 * nothing would have been cached. Long-prompt tiers go by the size that the prompt would have had.
 *
 * <p>Routing takes the tokens as they were counted for the model that answered; the requested one
 * may have counted and written others. That saving is therefore an estimate.
 */
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

  /**
   * Values an exchange that Sluice answered itself: nothing is billed but what mechanisms spent.
   *
   * @param mechanism who answered
   * @param without what the reply would have cost
   * @param claims what was spent on the way; other claims have no bill to act on and are ignored
   */
  public static Valued hit(String mechanism, Cost without, List<Claim> claims) {
    Account account = new Account(claims);
    if (without instanceof Cost.Priced(long nanos)) {
      account.gross(mechanism, nanos, true);
    }
    return account.valued(Cost.free(), without);
  }

  /**
   * Values an exchange that an upstream answered.
   *
   * @param requested the model that the client asked for; sets the price only if {@code served} is
   *     empty, for which model would have answered without routing is said by its claim
   * @param served the model that the reply names, empty when it names none
   * @param usage what was billed; where nothing was, nothing could be saved
   * @param claims what the mechanisms did to this request
   */
  public static Valued value(
      PriceTable prices, String requested, String served, Usage usage, List<Claim> claims) {
    String model = served.isEmpty() ? requested : served;
    Account account = new Account(claims);
    Cost billed = prices.cost(model, usage);
    if (usage.isNone() || !(billed instanceof Cost.Priced)) {
      return account.valued(billed, billed);
    }
    Chain chain = new Chain(prices, model, usage, billed, account);
    return account.valued(billed, chain.undo(claims));
  }

  /**
   * What tokens cost that could have been read from the prompt cache and were paid for again: the
   * difference between the bucket that they were billed in (a write where this request wrote, else
   * fresh input) and a read.
   */
  public static Cost paidAgain(PriceTable prices, String model, Usage usage, long tokens) {
    boolean wrote5m = usage.cacheWrite5m() > 0;
    boolean wrote1h = !wrote5m && usage.cacheWrite1h() > 0;
    long fresh = wrote5m || wrote1h ? 0 : tokens;
    Cost paid =
        prices.cost(
            model, bucketsOnly(usage, fresh, wrote5m ? tokens : 0, wrote1h ? tokens : 0, 0));
    Cost read = prices.cost(model, bucketsOnly(usage, 0, 0, 0, tokens));
    return paid instanceof Cost.Priced(long much) && read instanceof Cost.Priced(long less)
        ? new Cost.Priced(much - less)
        : new Cost.Unpriced(model);
  }

  private static Usage bucketsOnly(Usage of, long input, long w5m, long w1h, long read) {
    return new Usage(
        input, w5m, w1h, read, 0, 0, Usage.ServerTools.NONE, of.tariff(), List.of(), true);
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
