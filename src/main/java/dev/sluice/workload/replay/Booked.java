package dev.sluice.workload.replay;

import dev.sluice.view.BreakSums;
import dev.sluice.view.LedgerView;
import dev.sluice.view.MechanismSums;
import dev.sluice.view.NoLedger;
import dev.sluice.view.Totals;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway's ledger says of a run.
 *
 * @param totals the sums
 * @param mechanisms what each mechanism did to the money
 * @param breaks where the provider's prompt cache gave less than it could have, the dearest first
 */
public record Booked(Totals totals, List<MechanismSums> mechanisms, List<BreakSums> breaks) {
  /** An empty ledger. */
  public static final Booked NOTHING = new Booked(Totals.NONE, List.of(), List.of());

  public Booked {
    mechanisms = List.copyOf(mechanisms);
    breaks = List.copyOf(breaks);
  }

  /** Reads the ledger of a data folder; one without an entry gives {@link #NOTHING}. */
  static Booked of(Path data) {
    try (LedgerView view = LedgerView.open(data)) {
      @Nullable Instant ever = null;
      return new Booked(
          view.totals(ever, ever), view.mechanisms(ever, ever), view.cacheBreaks(ever, ever));
    } catch (NoLedger nothing) {
      return NOTHING;
    }
  }

  /** Upstream calls of the mechanisms' own. */
  public long ownCalls() {
    return mechanisms.stream().mapToLong(MechanismSums::calls).sum();
  }

  /** Whether it agrees with a bill to the nano-dollar and to the call. */
  public boolean agrees(Bill bill) {
    return totals.cost() == bill.nanos()
        && totals.calls() - totals.hits() + ownCalls() == bill.requests();
  }
}
