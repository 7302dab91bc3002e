package dev.sluice.cache.semantic.trust;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Decides which candidates have earned to be served, from comparisons of their replies with live
 * ones. After vCache (arXiv 2502.03771): no fixed similarity tells right from wrong, so that the
 * threshold is learned, per entry, from a tolerated share of errors.
 *
 * <p>What is counted. Every candidate that passed the lexical guard and was asked of the provider
 * all the same is one trial: its reply agreed with the live one or not. Trials are pooled by family
 * (one tenant, model and system prompt) and by similarity in bands of 0.02. For each band the share
 * of errors among all trials of this band and above has an exact upper limit at 95 % (Clopper and
 * Pearson). A family's threshold is the lowest band at which that limit is within the bound: what
 * is served is what lies above it, so the limit is of the share of wrong answers among those
 * served. With a bound of 1 % and no mistake this takes 299 trials. Since then a seeded random
 * share of what would be served is still asked and counted, so that a drift shows.
 *
 * <p>Per entry. An entry that was right k times when it was compared needs less from its family:
 * the pooled limit is multiplied by 2/(2+k), the mean after k successes of a prior of weight two
 * around that limit. After a mistake an entry must be nearer than it was then (see {@link #bar})
 * and has {@value #AFTER_MISTAKE} comparisons to pass; after a second one it is evicted. Its family
 * counts both.
 *
 * <p>Where this is weaker than the paper. vCache fits a logistic curve per entry and bounds the
 * error of each decision; here the limit holds on average over a family's served traffic, for each
 * band looked at singly (the choice of the lowest band that passes is not corrected for looking at
 * several), while the traffic stays as it was. The weight two is an assumption and not learned. And
 * an outcome is only as good as the comparison of two replies.
 *
 * <p>For one thread at a time.
 */
public final class Evidence {
  static final int BANDS = 50;
  private static final double CONFIDENCE = 0.95;
  private static final double PRIOR_WEIGHT = 2;
  static final int AFTER_MISTAKE = 3;
  private static final long MOST_TRIALS = 4_096;

  private final double errorBound;
  private final Map<String, NavigableMap<Integer, Outcomes>> families = new HashMap<>();

  /** Nothing known yet; serves where the share of errors is at most this. */
  public Evidence(double errorBound) {
    this.errorBound = errorBound;
  }

  /** The band of a similarity: the higher the more alike. */
  public static int band(double similarity) {
    return (int) Math.clamp(Math.floor(similarity * BANDS + 1e-9), 0, BANDS - 1);
  }

  /** Takes what was known when the process ended. */
  public void load(String family, int band, Outcomes outcomes) {
    families.computeIfAbsent(family, f -> new TreeMap<>()).put(band, outcomes);
  }

  /** Counts a comparison; gives what is now known of that band. */
  public Outcomes learn(String family, double similarity, boolean right) {
    NavigableMap<Integer, Outcomes> bands = families.computeIfAbsent(family, f -> new TreeMap<>());
    Outcomes now = bands.getOrDefault(band(similarity), Outcomes.NONE).and(right);
    if (now.compared() > MOST_TRIALS) {
      now = now.faded();
    }
    bands.put(band(similarity), now);
    return now;
  }

  /** Whether a candidate has earned to be served. */
  public boolean serves(String family, double similarity, Outcomes own) {
    double limit = limit(family, band(similarity));
    boolean clean = own.wrong() == 0 || own.right() >= AFTER_MISTAKE;
    return clean && limit * PRIOR_WEIGHT / (PRIOR_WEIGHT + own.right()) <= errorBound;
  }

  /** The least limit among this band and those below it: what holds for all above holds here. */
  private double limit(String family, int band) {
    NavigableMap<Integer, Outcomes> bands = families.get(family);
    if (bands == null) {
      return 1;
    }
    double least = 1;
    Outcomes above = Outcomes.NONE;
    for (Map.Entry<Integer, Outcomes> each : bands.descendingMap().entrySet()) {
      above = above.plus(each.getValue());
      if (each.getKey() <= band) {
        least = Math.min(least, Binomial.upper(above.wrong(), above.compared(), CONFIDENCE));
      }
    }
    return least;
  }

  /**
   * The similarity that an entry must reach after a mistake: a band above the one where it was
   * made, and no less than before.
   */
  public static double bar(double similarity, double before) {
    return Math.max(before, Math.min(1, (band(similarity) + 2) / (double) BANDS));
  }
}
