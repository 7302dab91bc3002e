package dev.sluice.rewrite.breakpoint;

/** The price of reading the prompt cache over that of fresh input. Safe for any thread. */
@FunctionalInterface
public interface ReadFactor {
  /** For this model, such as 0.1; {@code NaN} when its prices are not known. */
  double of(String model);
}
