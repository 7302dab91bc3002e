package dev.sluice.route.tier;

import dev.sluice.models.ModelCatalog;
import dev.sluice.route.tier.Prices.Price;
import dev.sluice.route.tier.RoutingConfig.Tiers;
import org.jspecify.annotations.Nullable;

/**
 * Where a model stands among the tiers: on the tier that it is configured for, else by its output
 * price. Safe for any thread.
 */
final class Ladder {
  private final Tiers tiers;
  private final ModelCatalog catalog;
  private final Prices prices;

  Ladder(Tiers tiers, ModelCatalog catalog, Prices prices) {
    this.tiers = tiers;
    this.catalog = catalog;
    this.prices = prices;
  }

  /** The tier of a model for a prompt of so many tokens, null when too little is known of it. */
  @Nullable Tier tier(String model, long tokens) {
    for (Tier tier : Tier.values()) {
      if (isSame(tiers.of(tier), model)) {
        return tier;
      }
    }
    Price own = prices.of(model, tokens);
    if (own == null || !catalog.find(model).known()) {
      return null;
    }
    for (Tier tier : new Tier[] {Tier.SIMPLE, Tier.MODERATE}) {
      Price price = prices.of(tiers.of(tier), tokens);
      if (price != null && own.output() <= price.output()) {
        return tier;
      }
    }
    return Tier.COMPLEX;
  }

  /** Whether both names are names of one model. */
  boolean isSame(String one, String other) {
    return catalog.find(one).id().equals(catalog.find(other).id());
  }
}
