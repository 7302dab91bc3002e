package dev.sluice.workload;

import dev.sluice.workload.replay.Run;
import java.util.Locale;

/**
 * A goal and what was measured.
 *
 * @param goal what was promised
 * @param measured what came of it
 * @param met whether it holds
 */
public record Verdict(String goal, String measured, boolean met) {

  /** A run is cheaper than another one by at least a share. */
  static Verdict cheaper(Run run, Run than, double share) {
    double by = run.cheaperThan(than);
    String goal = "at least " + percent(share) + " cheaper than " + than.variant().name();
    return new Verdict(goal, percent(by), run.nanos() <= Math.round((1 - share) * than.nanos()));
  }

  /** A run costs at most a share more than another one; a share of 0 is never dearer. */
  static Verdict notDearer(Run run, Run than, double share) {
    double by = run.cheaperThan(than);
    String what = share == 0 ? "never dearer than " : "at most " + percent(share) + " dearer than ";
    String measured = by >= 0 ? percent(by) + " cheaper" : percent(-by) + " dearer";
    return new Verdict(
        what + than.variant().name(),
        measured,
        run.nanos() <= than.nanos() + Math.round(share * than.nanos()));
  }

  /** A share with one decimal, such as {@code 84.1 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share).replace(".0 %", " %");
  }

  /** Every bucket of tokens is the same, and the run is not dearer. */
  static Verdict sameTokens(Run sluice, Run direct) {
    boolean same =
        sluice.bill().tokens().equals(direct.bill().tokens()) && sluice.nanos() <= direct.nanos();
    String measured =
        same ? "every bucket equal" : sluice.bill().tokens() + " for " + direct.bill().tokens();
    return new Verdict("not dearer by a single token", measured, same);
  }
}
