package dev.sluice.cli;

import dev.sluice.ledger.LedgerEntry;
import dev.sluice.view.LedgerView;
import dev.sluice.view.NoLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The ledger entries of one run, known by its tag. */
final class TaggedEntries {
  /** The ledger is durable 100 ms after the last byte; a client that left is noticed in a second. */
  private static final Duration SETTLED = Duration.ofMillis(300);

  private static final int MOST = 100_000;

  private TaggedEntries() {}

  static String receipt(Path data, String tag, Instant began) {
    try {
      Thread.sleep(SETTLED);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    try (LedgerView view = LedgerView.open(data)) {
      List<LedgerEntry> entries =
          view.recent(MOST).stream()
              .filter(entry -> !entry.at().isBefore(began) && entry.tags().contains(tag))
              .toList();
      return Receipt.of(entries).line();
    } catch (NoLedger none) {
      return Receipt.of(List.of()).line();
    }
  }
}
