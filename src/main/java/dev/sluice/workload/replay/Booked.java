package dev.sluice.workload.replay;

import dev.sluice.view.LedgerView;
import dev.sluice.view.NoLedger;
import dev.sluice.view.Totals;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a gateway's ledger says of a run.
 *
 * @param totals the sums
 * @param savings what each mechanism saved in nano-dollars, net of what it spent
 */
public record Booked(Totals totals, Map<String, Long> savings) {
  /** An empty ledger. */
  public static final Booked NOTHING = new Booked(Totals.NONE, Map.of());

  public Booked {
    savings = new TreeMap<>(savings);
  }

  /** Reads the ledger of a data folder; one without an entry gives {@link #NOTHING}. */
  static Booked of(Path data) {
    try (LedgerView view = LedgerView.open(data)) {
      return new Booked(view.totals(null, null), view.savings(null, null));
    } catch (NoLedger nothing) {
      return NOTHING;
    }
  }

  /** Whether it agrees with a bill to the nano-dollar and to the call. */
  public boolean agrees(Bill bill) {
    return totals.cost() == bill.nanos() && totals.calls() - totals.hits() == bill.requests();
  }
}
