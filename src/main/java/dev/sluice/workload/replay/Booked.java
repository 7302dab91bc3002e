package dev.sluice.workload.replay;

import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.LedgerEntry.CacheBreak;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.view.LedgerView;
import dev.sluice.view.NoLedger;
import dev.sluice.view.Totals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a gateway's ledger says of a run.
 *
 * @param totals the sums
 * @param mechanisms what each mechanism did to the money, by its name
 * @param breaks where the provider's prompt cache gave less than it could have, newest first
 */
public record Booked(Totals totals, Map<String, Mechanism> mechanisms, List<CacheBreak> breaks) {
  private static final int ALL = 1_000_000;

  /** An empty ledger. */
  public static final Booked NOTHING = new Booked(Totals.NONE, Map.of(), List.of());

  public Booked {
    mechanisms = new TreeMap<>(mechanisms);
    breaks = List.copyOf(breaks);
  }

  /**
   * What a mechanism did; money in nano-dollars.
   *
   * @param net what it saved less what it spent
   * @param spent what it spent
   * @param calls upstream calls of its own
   */
  public record Mechanism(long net, long spent, long calls) {
    private Mechanism plus(Mechanism more) {
      return new Mechanism(net + more.net, spent + more.spent, calls + more.calls);
    }
  }

  /** Reads the ledger of a data folder; one without an entry gives {@link #NOTHING}. */
  static Booked of(Path data) {
    try (LedgerView view = LedgerView.open(data)) {
      Map<String, Mechanism> mechanisms = new TreeMap<>();
      List<CacheBreak> breaks = new ArrayList<>();
      for (LedgerEntry entry : view.recent(ALL)) {
        for (Saving one : entry.money().savings()) {
          Mechanism done = new Mechanism(one.nanos(), one.spent(), one.calls());
          mechanisms.merge(one.mechanism(), done, Mechanism::plus);
        }
        CacheBreak found = entry.notes().cacheBreak();
        if (found != null) {
          breaks.add(found);
        }
      }
      return new Booked(view.totals(null, null), mechanisms, breaks);
    } catch (NoLedger nothing) {
      return NOTHING;
    }
  }

  /** Whether it agrees with a bill to the nano-dollar and to the call. */
  public boolean agrees(Bill bill) {
    long own = mechanisms.values().stream().mapToLong(Mechanism::calls).sum();
    return totals.cost() == bill.nanos() && totals.calls() - totals.hits() + own == bill.requests();
  }
}
