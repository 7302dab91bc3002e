package dev.sluice.price;

/** What something costs. A model without a price is "unpriced", never "about Sonnet". */
public sealed interface Cost {

  /**
   * A known cost.
   *
   * @param nanos integer nano-dollars (1,000,000,000 = one US dollar); negative for a loss in
   *     savings
   */
  record Priced(long nanos) implements Cost {}

  /**
   * No price is known.
   *
   * @param model the model that the price table does not have, or not for what was used of it
   */
  record Unpriced(String model) implements Cost {}

  /** Nothing was billed. */
  static Cost free() {
    return new Priced(0);
  }

  /** Both together; unpriced if one of them is. */
  default Cost plus(Cost other) {
    if (this instanceof Priced(long mine) && other instanceof Priced(long more)) {
      return new Priced(Math.addExact(mine, more));
    }
    return this instanceof Unpriced ? this : other;
  }

  /**
   * The nano-dollars, 0 if unpriced. For sums that show the count of unpriced entries beside them.
   */
  default long nanosOrZero() {
    return this instanceof Priced(long nanos) ? nanos : 0;
  }
}
