package dev.sluice.price;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs. Immutable.
 *
 * @param id the model's id without a date
 * @param aliases other ids of the very same model
 * @param standard the prices without any multiplier
 * @param longPrompt other prices for long prompts, null where there are none
 * @param fast prices of fast mode, null where the model has none
 * @param batch factor on token prices in a batch
 * @param geo factor on token prices by inference place; 1 where a place is not listed
 * @param retired whether the first-party API no longer serves it
 * @param source where the prices are from, and of what day
 */
public record ModelPrice(
    String id,
    List<String> aliases,
    Rates standard,
    @Nullable LongPrompt longPrompt,
    @Nullable Rates fast,
    BigDecimal batch,
    Map<String, BigDecimal> geo,
    boolean retired,
    String source) {

  public ModelPrice {
    aliases = List.copyOf(aliases);
    geo = Map.copyOf(geo);
  }

  /**
   * The tier of long prompts, chosen for each request by its whole input; it then holds for all of
   * the request's tokens.
   *
   * @param above a request whose input has more tokens than this is in the tier
   * @param rates its prices
   */
  public record LongPrompt(long above, Rates rates) {}
}
