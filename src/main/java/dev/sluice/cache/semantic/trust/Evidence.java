package dev.sluice.cache.semantic.trust;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Predicate;

/**
 * Decides which candidates have earned to be served, from comparisons of their replies with live
 * ones. After vCache (arXiv 2502.03771): no fixed similarity tells right from wrong, so that the
 * threshold is learned from a tolerated share of errors.
 *
 * <p>What is counted. Every candidate that passed the lexical guard and was asked of the provider
 * all the same is one trial: its reply agreed with the live one or not. The caller counts a
 * question once, however often and with whatever parameters it is asked. Trials are counted by
 * family (one tenant, model and system prompt), by {@link Kind} and by similarity in bands of 0.02.
 *
 * <p>What is asked of them. Each kind is by itself: that a greeting changes no answer does not make
 * synonyms right, and that synonyms were wrong does not make greetings so. A candidate is served
 * when both hold of its kind, each limit being the exact upper one at 95 % (Clopper and Pearson):
 *
 * <ul>
 *   <li>All that would be served has a limit of at most the bound. For each band the trials of this
 *       band and above are taken together; the threshold is the lowest band at which their limit is
 *       within the bound. This is the share of wrong answers among those served. With a bound of 1
 *       % and no mistake it takes 299 trials.
 *   <li>The trials from some band up to the one above its own have a limit of at most {@value
 *       #LOCAL} times the bound: 59 without a mistake for 1 %. Within a kind to be more alike is to
 *       be safer, so that trials that were less alike speak for it; those that were more alike do
 *       not, however many they are.
 * </ul>
 *
 * <p>A mistake takes away all that spoke for its kind in its band, the ones below and the next one
 * above, and stays counted: after one, 93 trials are needed anew for the second limit and 473 in
 * all for the first. A seeded random share of what would be served is still asked and counted, so
 * that a drift shows.
 *
 * <p>Per entry. An entry that was right k times when it was compared needs less from its family:
 * the first limit is multiplied by 2/(2+k), the mean after k successes of a prior of weight two
 * around that limit; the second one must hold all the same. After a mistake an entry must be nearer
 * than it was then (see {@link #bar}) and has {@value #AFTER_MISTAKE} comparisons to pass; after a
 * second one it is evicted. An entry that draws very many questions must prove itself by itself.
 *
 * <p>Where this is weaker than the paper. vCache fits a logistic curve per entry and bounds the
 * error of each decision; here the limit of the bound itself holds on average over a family's
 * served traffic (the choice of the lowest band that passes is not corrected for looking at
 * several), and for each kind only {@value #LOCAL} times that. The weight two is an assumption and
 * not learned. And an outcome is only as good as the comparison of two replies.
 *
 * <p>For one thread at a time.
 */
public final class Evidence {
  static final int LOCAL = 5;
  static final int AFTER_MISTAKE = 3;
  private static final double CONFIDENCE = 0.95;
  private static final double PRIOR_WEIGHT = 2;
  private static final long MOST_TRIALS = 4_096;

  private final double errorBound;
  private final Map<String, Map<Cell, Outcomes>> families = new HashMap<>();

  /** Nothing known yet; serves where the share of errors is at most this. */
  public Evidence(double errorBound) {
    this.errorBound = errorBound;
  }

  /** Takes what was known when the process ended. */
  public void load(String family, Cell cell, Outcomes outcomes) {
    cells(family).put(cell, outcomes);
  }

  private Map<Cell, Outcomes> cells(String family) {
    return families.computeIfAbsent(family, f -> new HashMap<>());
  }

  /** Counts a comparison; gives what is now known otherwise than before. */
  public Map<Cell, Outcomes> learn(Trial trial, boolean right) {
    Map<Cell, Outcomes> cells = cells(trial.family());
    Map<Cell, Outcomes> changed = new HashMap<>();
    Cell own = trial.cell();
    if (!right) {
      cells.forEach((cell, outcomes) -> {
        if (cell.isUpTo(own)) {
          changed.put(cell, new Outcomes(0, outcomes.wrong()));
        }
      });
      cells.putAll(changed);
    }
    Outcomes now = cells.getOrDefault(own, Outcomes.NONE).and(right);
    changed.put(own, now.compared() > MOST_TRIALS ? now.faded() : now);
    cells.putAll(changed);
    return changed;
  }

  /**
   * Whether a candidate has earned to be served.
   *
   * @param own what is known of the entry
   */
  public boolean serves(Trial trial, Outcomes own) {
    boolean clean = own.wrong() == 0 || own.right() >= AFTER_MISTAKE;
    if (!clean) {
      return false;
    }
    Cell cell = trial.cell();
    double credit = PRIOR_WEIGHT / (PRIOR_WEIGHT + own.right());
    Predicate<Cell> kin = each -> each.kind() == cell.kind();
    return leastLimit(trial.family(), cell.band(), kin) * credit <= errorBound
        && leastLimit(trial.family(), cell.band(), each -> each.isUpTo(cell)) <= LOCAL * errorBound;
  }

  /** Whether an entry has earned it by its own record, whatever its family's is. */
  public boolean isProvenAlone(Outcomes own) {
    return limit(own) <= LOCAL * errorBound;
  }

  /** The least limit of such cells from this band, or from one below it, upwards. */
  private double leastLimit(String family, int band, Predicate<Cell> which) {
    double least = 1;
    for (int from = band; from >= 0; from--) {
      int lowest = from;
      Predicate<Cell> above = cell -> cell.band() >= lowest;
      least = Math.min(least, limit(sum(family, above.and(which))));
    }
    return least;
  }

  private Outcomes sum(String family, Predicate<Cell> which) {
    Outcomes sum = Outcomes.NONE;
    for (Entry<Cell, Outcomes> each : families.getOrDefault(family, Map.of()).entrySet()) {
      sum = which.test(each.getKey()) ? sum.plus(each.getValue()) : sum;
    }
    return sum;
  }

  private static double limit(Outcomes outcomes) {
    return Binomial.upper(outcomes.wrong(), outcomes.compared(), CONFIDENCE);
  }

  /**
   * The similarity that an entry must reach after a mistake: a band above the one where it was
   * made, and no less than before.
   */
  public static double bar(double similarity, double before) {
    int band = Cell.of(Kind.SAME_WORDS, similarity).band();
    return Math.max(before, Math.min(1, (band + 2) / (double) Cell.BANDS));
  }
}
