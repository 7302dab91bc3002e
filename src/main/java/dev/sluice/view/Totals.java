package dev.sluice.view;

/**
 * Sums over ledger entries. Money is in nano-dollars.
 *
 * @param calls exchanges
 * @param hits of them, served from a cache of Sluice
 * @param misses of them, looked up and not found
 * @param failed of them, those that did not end complete
 * @param unpriced of them, those whose cost or cost without Sluice is not known; they are in no sum
 *     of money
 * @param tokens what the upstream billed
 * @param cost what they cost
 * @param without what they would have cost without Sluice
 * @param saved the difference, over the exchanges of which both are known
 */
public record Totals(
    long calls,
    long hits,
    long misses,
    long failed,
    long unpriced,
    Tokens tokens,
    long cost,
    long without,
    long saved) {

  /** Nothing. */
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0, new Tokens(0, 0, 0, 0, 0), 0, 0, 0);

  /** Hits of all look-ups, 0 to 1; 0 without any. */
  public double hitRate() {
    return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
  }

  /** The sums of both. */
  Totals plus(Totals more) {
    return new Totals(
        calls + more.calls,
        hits + more.hits,
        misses + more.misses,
        failed + more.failed,
        unpriced + more.unpriced,
        tokens.plus(more.tokens),
        cost + more.cost,
        without + more.without,
        saved + more.saved);
  }

  /**
   * Tokens by bucket, as in {@code Usage}.
   *
   * @param input fresh input
   * @param cacheWrite5m written to the provider's cache for 5 minutes
   * @param cacheWrite1h written for 1 hour
   * @param cacheRead read from it
   * @param output output
   */
  public record Tokens(
      long input, long cacheWrite5m, long cacheWrite1h, long cacheRead, long output) {

    /** All tokens. */
    public long all() {
      return input + cacheWrite5m + cacheWrite1h + cacheRead + output;
    }

    /** What of the input was read from the provider's cache, 0 to 1; 0 without input. */
    public double cacheReadRate() {
      long in = input + cacheWrite5m + cacheWrite1h + cacheRead;
      return in == 0 ? 0 : (double) cacheRead / in;
    }

    Tokens plus(Tokens more) {
      return new Tokens(
          input + more.input,
          cacheWrite5m + more.cacheWrite5m,
          cacheWrite1h + more.cacheWrite1h,
          cacheRead + more.cacheRead,
          output + more.output);
    }
  }
}
