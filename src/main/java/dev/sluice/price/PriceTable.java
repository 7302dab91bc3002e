package dev.sluice.price;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.Tariff;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prices of all known models (spec anthropic-api section 7.2). Immutable, safe for any thread.
 *
 * <p>A cost is computed exactly and rounded once, half up, to the nano-dollar. Nothing is guessed:
 * an unknown model, and a known one that used what has no published price, is unpriced. Priority
 * tokens, which come out of a commitment bought before, are valued at the standard price.
 */
public final class PriceTable {
  private static final BigDecimal NANOS_PER_TOKEN = BigDecimal.valueOf(1000);
  private static final BigDecimal NANOS_PER_CALL = BigDecimal.valueOf(1_000_000);

  private static final long MOST_TOKENS = 1_000_000_000_000L;

  private final Map<String, ModelPrice> models;
  private final Map<String, ModelPrice> byId = new HashMap<>();
  private final BigDecimal webSearch;

  private PriceTable(Map<String, ModelPrice> models, BigDecimal webSearch) {
    this.models = Map.copyOf(models);
    this.webSearch = webSearch;
    for (ModelPrice model : models.values()) {
      byId.put(model.id(), model);
      model.aliases().forEach(alias -> byId.put(alias, model));
    }
  }

  /** The prices that come with Sluice. */
  public static PriceTable bundled() {
    PriceFile file = PriceFile.bundled();
    BigDecimal search = file.webSearch();
    if (search == null) {
      throw new IllegalStateException("prices.yaml: serverTools.webSearch is missing");
    }
    return new PriceTable(file.models(), search);
  }

  /**
   * The bundled prices with those of a file laid over them: a model of the file replaces the
   * bundled one of the same id as a whole, others are added.
   *
   * @throws PricesInvalid when the file cannot be read or says something that is no price
   */
  public static PriceTable read(Path override) throws PricesInvalid {
    PriceFile file = PriceFile.read(override);
    PriceTable bundled = bundled();
    Map<String, ModelPrice> models = new LinkedHashMap<>(bundled.models);
    models.putAll(file.models());
    BigDecimal search = file.webSearch();
    return new PriceTable(models, search == null ? bundled.webSearch : search);
  }

  /** Whether there is a price for this model, in whatever form it is named. */
  public boolean knows(String model) {
    return find(model).isPresent();
  }

  /** The price of a model, in whatever form it is named; empty for one that is not known. */
  public Optional<ModelPrice> find(String model) {
    ModelPrice exact = byId.get(model);
    return Optional.ofNullable(exact != null ? exact : byId.get(ModelIds.plain(model)));
  }

  /** All models by id. */
  public Map<String, ModelPrice> models() {
    return models;
  }

  /**
   * What a usage costs. The iterations are the bill where there are any, each at the price of its
   * own model; calls of server tools are added. A batch halves everything.
   *
   * @param model the model of the reply
   */
  public Cost cost(String model, Usage usage) {
    if (usage.isNone()) {
      return Cost.free();
    }
    List<Iteration> parts = usage.iterations();
    if (parts.isEmpty()) {
      parts = List.of(usage.whole());
    }
    BigDecimal nanos = webSearch.multiply(searches(usage)).multiply(NANOS_PER_CALL);
    if (isBatch(usage.tariff())) {
      nanos = nanos.divide(BigDecimal.TWO);
    }
    for (Iteration part : parts) {
      String of = part.model() == null ? model : part.model();
      BigDecimal one = nanosOf(of, part, usage.tariff());
      if (one == null) {
        return new Cost.Unpriced(of);
      }
      nanos = nanos.add(one);
    }
    return rounded(model, nanos);
  }

  private static BigDecimal searches(Usage usage) {
    return BigDecimal.valueOf(usage.serverTools().webSearches());
  }

  private static Cost rounded(String model, BigDecimal nanos) {
    BigInteger whole = nanos.setScale(0, RoundingMode.HALF_UP).unscaledValue();
    return whole.bitLength() < Long.SIZE
        ? new Cost.Priced(whole.longValue())
        : new Cost.Unpriced(model);
  }

  private @Nullable BigDecimal nanosOf(String model, Iteration part, Tariff tariff) {
    ModelPrice price = find(model).orElse(null);
    Rates rates = price == null ? null : rates(price, part, tariff);
    BigDecimal micros = rates == null ? null : atRates(rates, part);
    if (price == null || micros == null) {
      return null;
    }
    BigDecimal factor = isBatch(tariff) ? price.batch() : BigDecimal.ONE;
    if (tariff.geo() != null) {
      factor = factor.multiply(price.geo().getOrDefault(tariff.geo(), BigDecimal.ONE));
    }
    return micros.multiply(factor).multiply(NANOS_PER_TOKEN);
  }

  /** The rates that hold, null where none are published. A batch never runs fast. */
  private static @Nullable Rates rates(ModelPrice price, Iteration part, Tariff tariff) {
    boolean standard = isBatch(tariff) || tariff.speed().equals("standard");
    if (!standard) {
      return tariff.speed().equals("fast") ? price.fast() : null;
    }
    ModelPrice.LongPrompt tier = price.longPrompt();
    return tier != null && totalInput(part) > tier.above() ? tier.rates() : price.standard();
  }

  private static boolean isBatch(Tariff tariff) {
    return tariff.serviceTier().equals("batch");
  }

  private static long totalInput(Iteration part) {
    return part.input() + part.cacheWrite5m() + part.cacheWrite1h() + part.cacheRead();
  }

  /**
   * Tokens times dollars per million: millionths of a dollar; null if a price is missing or a count
   * is none that a model could have.
   */
  private static @Nullable BigDecimal atRates(Rates rates, Iteration part) {
    long[] tokens = {
      part.input(), part.cacheWrite5m(), part.cacheWrite1h(), part.cacheRead(), part.output()
    };
    @Nullable BigDecimal[] prices = {
      rates.input(), rates.cacheWrite5m(), rates.cacheWrite1h(), rates.cacheRead(), rates.output()
    };
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < tokens.length; i++) {
      BigDecimal price = prices[i];
      if (tokens[i] < 0 || tokens[i] > MOST_TOKENS || (tokens[i] > 0 && price == null)) {
        return null;
      }
      sum = price == null ? sum : sum.add(price.multiply(BigDecimal.valueOf(tokens[i])));
    }
    return sum;
  }
}
