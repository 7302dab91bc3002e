package dev.sluice.route.tier;

import dev.sluice.message.Usage;
import dev.sluice.price.Cost;
import dev.sluice.price.ModelPrice;
import dev.sluice.price.PriceTable;
import dev.sluice.price.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What models cost, before and after they are used. Safe for any thread. */
public interface Prices {

  /** The prices of a model for a prompt of this many tokens, null when one of them is not known. */
  @Nullable Price of(String model, long promptTokens);

  /** What a usage costs. */
  Cost cost(String model, Usage usage);

  /**
   * Dollars per million tokens.
   *
   * @param input fresh input
   * @param write input written to the prompt cache for 5 minutes
   * @param read input read from it
   * @param output output
   */
  record Price(double input, double write, double read, double output) {}

  /** The prices of this table. */
  static Prices of(PriceTable table) {
    return new Prices() {
      @Override
      public @Nullable Price of(String model, long promptTokens) {
        ModelPrice price = table.find(model).orElse(null);
        if (price == null) {
          return null;
        }
        ModelPrice.LongPrompt tier = price.longPrompt();
        return price(tier != null && promptTokens > tier.above() ? tier.rates() : price.standard());
      }

      @Override
      public Cost cost(String model, Usage usage) {
        return table.cost(model, usage);
      }
    };
  }

  private static @Nullable Price price(Rates rates) {
    BigDecimal input = rates.input();
    BigDecimal write = rates.cacheWrite5m();
    BigDecimal read = rates.cacheRead();
    BigDecimal output = rates.output();
    return input == null || write == null || read == null || output == null
        ? null
        : new Price(
            input.doubleValue(), write.doubleValue(), read.doubleValue(), output.doubleValue());
  }
}
