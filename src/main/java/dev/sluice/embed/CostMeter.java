package dev.sluice.embed;

import dev.sluice.message.Index;
import dev.sluice.message.Usage;
import dev.sluice.price.Claim;
import dev.sluice.price.PriceTable;
import dev.sluice.price.Savings;
import dev.sluice.price.Valued;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what replies cost, to the nano-dollar, and adds it up by model. Prompt-cache writes and
 * reads, batch, fast and regional factors, long-prompt tiers and server tools are counted as the
 * reply reports them. Nothing is guessed: what has no known price is unpriced. Safe for any thread.
 */
public final class CostMeter {
  private final PriceTable prices;
  private final Map<String, Total> byModel = new TreeMap<>();

  private CostMeter(PriceTable prices) {
    this.prices = prices;
  }

  /** A meter by the prices that come with Sluice. */
  public static CostMeter bundled() {
    return new CostMeter(Tariff.read(null));
  }

  /**
   * A meter by those prices and a file's, which go first. The file has the form of the bundled
   * {@code prices.yaml}.
   *
   * @throws IllegalArgumentException when the file cannot be used; the message has every problem
   */
  public static CostMeter withPrices(Path file) {
    return new CostMeter(Tariff.read(file));
  }

  /**
   * Counts a reply and says what it cost. Anything may come: an error costs nothing; a reply that
   * does not say what it used is unpriced.
   *
   * @param request the request as JSON; its model counts where the reply names none
   * @param reply the reply's body: a message as JSON or a stream of events, whole or cut
   */
  public Cost add(String request, String reply) {
    Received received = Received.of(reply);
    String requested = requested(request);
    String served = received.facts().model();
    Cost cost = cost(received, requested, served == null ? "" : served);
    synchronized (byModel) {
      byModel.merge(cost.model(), Total.of(cost), Total::plus);
    }
    return cost;
  }

  private static String requested(String request) {
    Index index = Requests.call(request).body().index();
    String model = index == null ? null : index.model();
    return model == null ? "" : model;
  }

  private Cost cost(Received received, String requested, String served) {
    String model = served.isEmpty() ? requested : served;
    Usage usage = received.facts().usage();
    Tokens tokens = Tokens.of(usage);
    if (usage.isNone() && received.facts().errorType() == null && !received.facts().usageKnown()) {
      return new Cost(model, tokens, null, 0, true);
    }
    Valued valued = Savings.value(prices, requested, served, usage, List.of(new Claim.Marked()));
    if (!(valued.cost() instanceof dev.sluice.price.Cost.Priced(long nanos))) {
      return new Cost(model, tokens, null, 0, usage.estimated());
    }
    long cached = valued.savings().stream().mapToLong(Valued.Saved::nanos).sum();
    return new Cost(model, tokens, nanos, cached, usage.estimated());
  }

  /** All replies so far. */
  public Total total() {
    synchronized (byModel) {
      return byModel.values().stream().reduce(Total.NONE, Total::plus);
    }
  }

  /** The replies so far by the model that answered, in the order of the alphabet. */
  public Map<String, Total> byModel() {
    synchronized (byModel) {
      return new TreeMap<>(byModel);
    }
  }

  private static BigDecimal dollars(long nanos) {
    return BigDecimal.valueOf(nanos, 9);
  }

  /**
   * What a reply cost.
   *
   * @param model the model that answered
   * @param tokens what it used
   * @param nanos nano-dollars (1,000,000,000 = one US dollar), null if it is unpriced
   * @param cacheSavedNanos what it would have cost more without the provider's prompt cache;
   *     negative where writing to it cost more than was read
   * @param estimated whether tokens are an estimate, as for a stream that was cut
   */
  public record Cost(
      String model, Tokens tokens, @Nullable Long nanos, long cacheSavedNanos, boolean estimated) {

    /** Whether its price is known. */
    public boolean priced() {
      return nanos != null;
    }

    /** US dollars, 0 if it is unpriced. */
    public BigDecimal dollars() {
      return CostMeter.dollars(nanos == null ? 0 : nanos);
    }
  }

  /**
   * Tokens by what is paid for them; none is in two buckets.
   *
   * @param input fresh input
   * @param cacheWrite5m written to the prompt cache for 5 minutes
   * @param cacheWrite1h written to it for 1 hour
   * @param cacheRead read from it
   * @param output output, thinking included
   */
  public record Tokens(
      long input, long cacheWrite5m, long cacheWrite1h, long cacheRead, long output) {
    static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

    /** What is billed: the iterations where there are any. */
    static Tokens of(Usage usage) {
      if (usage.iterations().isEmpty()) {
        return new Tokens(
            usage.input(),
            usage.cacheWrite5m(),
            usage.cacheWrite1h(),
            usage.cacheRead(),
            usage.output());
      }
      return usage.iterations().stream()
          .map(i ->
              new Tokens(i.input(), i.cacheWrite5m(), i.cacheWrite1h(), i.cacheRead(), i.output()))
          .reduce(NONE, Tokens::plus);
    }

    Tokens plus(Tokens more) {
      return new Tokens(
          input + more.input,
          cacheWrite5m + more.cacheWrite5m,
          cacheWrite1h + more.cacheWrite1h,
          cacheRead + more.cacheRead,
          output + more.output);
    }
  }

  /**
   * What several replies cost.
   *
   * @param replies how many
   * @param unpriced how many of them have no known price; these are in the tokens only
   * @param tokens what they used
   * @param nanos nano-dollars of the others
   * @param cacheSavedNanos what these would have cost more without the provider's prompt cache
   */
  public record Total(
      long replies, long unpriced, Tokens tokens, long nanos, long cacheSavedNanos) {
    static final Total NONE = new Total(0, 0, Tokens.NONE, 0, 0);

    static Total of(Cost cost) {
      long nanos = cost.nanos() == null ? 0 : cost.nanos();
      return new Total(1, cost.priced() ? 0 : 1, cost.tokens(), nanos, cost.cacheSavedNanos());
    }

    Total plus(Total more) {
      return new Total(
          replies + more.replies,
          unpriced + more.unpriced,
          tokens.plus(more.tokens),
          Math.addExact(nanos, more.nanos),
          Math.addExact(cacheSavedNanos, more.cacheSavedNanos));
    }

    /** US dollars of what is priced. */
    public BigDecimal dollars() {
      return CostMeter.dollars(nanos);
    }

    /** US dollars that the provider's prompt cache saved. */
    public BigDecimal cacheSaved() {
      return CostMeter.dollars(cacheSavedNanos);
    }
  }
}
