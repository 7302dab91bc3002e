package dev.sluice.cli;

import dev.sluice.view.BreakAt;
import dev.sluice.view.Dollars;
import dev.sluice.view.Group;
import dev.sluice.view.GroupBy;
import dev.sluice.view.LedgerView;
import dev.sluice.view.NoLedger;
import dev.sluice.view.Totals;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one run of a program cost, in one line. Its entries in the ledger carry the run's tag, if
 * the program sends the headers that it is told to; few do but Claude Code.
 */
final class Receipt {
  private Receipt() {}

  /**
   * The receipt of the run with this tag, which began then.
   *
   * @param alone whether no other program has used the gateway meanwhile, so that requests without
   *     the tag are this one's too
   */
  static String of(Path data, String tag, Instant began, boolean alone) {
    try (LedgerView view = LedgerView.open(data)) {
      if (alone) {
        return line(view.totals(began, null), view.breaksOf(null, began));
      }
      return view.by(GroupBy.TAG, began, null).stream()
          .filter(group -> group.name().equals(tag))
          .map(Group::totals)
          .findFirst()
          .map(totals -> line(totals, view.breaksOf(tag, began)))
          .orElseGet(() -> line(Totals.NONE, List.of()));
    } catch (NoLedger none) {
      return line(Totals.NONE, List.of());
    }
  }

  static String line(Totals totals, List<BreakAt> breaks) {
    if (totals.calls() == 0) {
      return "no requests came through Sluice";
    }
    List<String> parts = new ArrayList<>();
    parts.add(Words.count(totals.calls(), "request"));
    String unpriced = totals.unpriced() == 0 ? "" : " and " + totals.unpriced() + " unpriced";
    parts.add(Dollars.people(totals.cost()) + unpriced);
    if (totals.tokens().all() > totals.tokens().output()) {
      long percent = Math.round(100 * totals.tokens().cacheReadRate());
      parts.add(String.format(Locale.ROOT, "%d %% cache read", percent));
    }
    if (totals.hits() > 0) {
      parts.add(totals.hits() + " answered from cache");
    }
    if (totals.saved() != 0) {
      parts.add(
          (totals.saved() < 0 ? "lost " : "saved ") + Dollars.inText(Math.abs(totals.saved())));
    }
    if (!breaks.isEmpty()) {
      parts.add(SavingsText.breaks(breaks));
    }
    if (totals.failed() > 0) {
      parts.add(totals.failed() + " failed");
    }
    return String.join("  ", parts);
  }
}
