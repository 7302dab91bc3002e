package dev.sluice.cache.semantic;

import dev.sluice.cache.semantic.trust.Binomial;
import dev.sluice.cache.semantic.trust.Outcomes;

/**
 * What the semantic cache has done, since its file was made.
 *
 * @param entries replies that are kept
 * @param lookups requests that were looked up, those that may not be answered left out
 * @param served replies that were served
 * @param wouldServe would-be hits that were asked of the provider all the same: shadow mode,
 *     verification
 * @param compared candidates whose reply was compared with a live one, proven or not
 * @param verified of these, the ones that had been proven: what the false-hit rate is measured by
 * @param wrongReports replies that someone called wrong
 * @param crowded replies that drew very many different questions and so must prove themselves
 * @param unavailable look-ups that embedder or index did not answer
 * @param embedded what was embedded for look-ups
 */
public record SemanticStats(
    long entries,
    long lookups,
    long served,
    long wouldServe,
    Outcomes compared,
    Outcomes verified,
    long wrongReports,
    long crowded,
    long unavailable,
    Embedded embedded) {
  private static final double TAIL = 0.975;

  /**
   * The measured share of wrong answers among those that were or would have been served, with its
   * exact interval at 95 %.
   */
  public Rate falseHits() {
    return rate(verified);
  }

  /** The same over all candidates that were compared, proven or not. */
  public Rate wrongCandidates() {
    return rate(compared);
  }

  private static Rate rate(Outcomes outcomes) {
    long all = outcomes.compared();
    return new Rate(
        all == 0 ? 0 : (double) outcomes.wrong() / all,
        Binomial.lower(outcomes.wrong(), all, TAIL),
        Binomial.upper(outcomes.wrong(), all, TAIL),
        all);
  }

  /**
   * Texts that were embedded.
   *
   * @param texts how many
   * @param micros microseconds that they took in all
   */
  public record Embedded(long texts, long micros) {}

  /**
   * A measured share.
   *
   * @param share what was counted, 0 where nothing was
   * @param low it is hardly less
   * @param high it is hardly more; 1 where nothing was counted
   * @param of how many were counted
   */
  public record Rate(double share, double low, double high, long of) {}
}
