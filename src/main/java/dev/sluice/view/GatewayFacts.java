package dev.sluice.view;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows of itself beside its exchanges, for {@code /proxy/stats} and metrics.
 *
 * @param port where it listens
 * @param upstream the default upstream's address
 * @param dailyAlertUsd the day's cost above which it says so, in US dollars
 * @param cacheOn whether the exact cache is on
 * @param cacheEntries replies in it
 * @param cacheBytes their bytes
 * @param ledgerWritten entries durably written
 * @param ledgerDropped entries lost
 * @param semantic what the semantic cache knows of itself, null while it is off
 */
public record GatewayFacts(
    int port,
    String upstream,
    double dailyAlertUsd,
    boolean cacheOn,
    long cacheEntries,
    long cacheBytes,
    long ledgerWritten,
    long ledgerDropped,
    @Nullable SemanticFacts semantic) {

  /**
   * What the semantic cache knows of itself. The rate is a share of what was served or would have
   * been, 0 to 1, with its 95 % interval.
   *
   * @param entries replies in it
   * @param served requests answered from it
   * @param probes requests sent upstream to see whether the stored reply would have been right
   * @param crowded replies that drew very many different questions
   * @param falseHitRate the measured share of wrong answers
   * @param low the interval's lower end
   * @param high the interval's upper end
   */
  public record SemanticFacts(
      long entries,
      long served,
      long probes,
      long crowded,
      double falseHitRate,
      double low,
      double high) {}
}
