package dev.sluice.price;

import java.util.List;

/**
 * What an exchange cost, what it would have cost without Sluice, and who made the difference.
 * Immutable.
 *
 * @param cost what was paid: the bill of the upstream and all that the mechanisms spent
 * @param without what would have been paid without any mechanism
 * @param savings by mechanism, in the order in which they were attributed; their sum is exactly
 *     {@code without - cost}. Empty when one of the two is unpriced
 */
public record Valued(Cost cost, Cost without, List<Saved> savings) {
  public Valued {
    savings = List.copyOf(savings);
  }

  /**
   * What one mechanism saved.
   *
   * @param mechanism its name
   * @param nanos nano-dollars, net of what it spent; negative for a loss
   * @param spent nano-dollars that it spent, 0 or more
   * @param calls upstream calls of its own, 0 or more
   * @param measured true when taken from a bill, false when estimated
   */
  public record Saved(String mechanism, long nanos, long spent, int calls, boolean measured) {}
}
