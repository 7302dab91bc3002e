package dev.sluice.view;

import java.util.Comparator;

/**
 * Breaks of the provider's prompt cache that had one cause. Money is in nano-dollars.
 *
 * @param kind the kind, as in the ledger
 * @param what the block that differed, empty where the kind says all
 * @param count how many
 * @param tokens tokens that were paid for again
 * @param nanos what that cost, as far as prices are known
 * @param wandering whether a date, time, UUID or counter did it
 */
public record BreakSums(
    String kind, String what, long count, long tokens, long nanos, boolean wandering) {

  /** The dearest first, and then the largest. */
  static final Comparator<BreakSums> DEAREST =
      Comparator.comparingLong(BreakSums::nanos)
          .thenComparingLong(BreakSums::tokens)
          .thenComparingLong(BreakSums::count)
          .reversed()
          .thenComparing(BreakSums::kind)
          .thenComparing(BreakSums::what);

  /** The cause in words, such as {@code tools[3] read_file} or {@code expired}. */
  public String cause() {
    if (what.isEmpty() || what.equals(kind)) {
      return kind;
    }
    boolean named = kind.equals("model") || kind.equals("parameter");
    return named && !what.startsWith(kind) ? kind + " " + what : what;
  }

  /** What of a break's words tells it from others: of an expired one the gap does not. */
  static String distinct(String kind, String what) {
    return kind.equals("expired") || kind.equals("unexplained") ? "" : what;
  }
}
