package dev.sluice.route.tier;

import dev.sluice.models.ModelFacts;
import dev.sluice.route.tier.Prices.Price;

/**
 * What the next requests of a conversation will look like, to compare what they cost at two models.
 * Tokens are as models before 4.7 count.
 *
 * @param stable tokens that each of them begins with
 * @param fresh tokens that are new in each of them
 * @param output tokens of an answer
 * @param turns how many there will be, 1 or more
 */
record Outlook(long stable, long fresh, long output, int turns) {

  /**
   * Millionths of a dollar for all of them.
   *
   * @param warm whether the provider has the stable part in its cache for this model
   */
  double cost(ModelFacts model, Price price, boolean warm) {
    double factor = model.tokenFactor();
    boolean cached = (stable + fresh) * factor >= model.cacheMinimum();
    double first = !cached ? price.input() : warm ? price.read() : price.write();
    double later = cached ? price.read() : price.input();
    double added = cached ? price.write() : price.input();
    return factor
        * (stable * (first + (turns - 1) * later)
            + turns * (fresh * added + output * price.output()));
  }

  /** What it costs to come back to a model whose cache has grown cold by then. */
  double wayBack(ModelFacts model, Price price) {
    double factor = model.tokenFactor();
    boolean cached = (stable + fresh) * factor >= model.cacheMinimum();
    return cached ? (stable + fresh) * factor * (price.write() - price.read()) : 0;
  }
}
