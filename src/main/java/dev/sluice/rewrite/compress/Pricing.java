package dev.sluice.rewrite.compress;

import dev.sluice.message.Usage;
import dev.sluice.price.Cost;

/** What a usage costs on a model. Safe for any thread. */
@FunctionalInterface
public interface Pricing {
  /** The cost, unpriced where there is no price. */
  Cost of(String model, Usage usage);
}
