package dev.sluice.view;

import dev.sluice.ledger.LedgerEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Running sums of what the mechanisms did and of what broke the provider's prompt cache. Safe for
 * any thread; bounded: beyond 200 causes, breaks count under their kind alone.
 */
final class SavingsTally {
  private static final int CAUSES = 200;

  private final Map<String, Mechanism> mechanisms = new ConcurrentHashMap<>();
  private final Map<Cause, Breaks> breaks = new ConcurrentHashMap<>();

  private record Cause(String kind, String what, boolean wandering) {}

  /** One mechanism's sums. */
  private static final class Mechanism {
    final LongAdder exchanges = new LongAdder();
    final LongAdder saved = new LongAdder();
    final LongAdder spent = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder estimated = new LongAdder();
  }

  /** One cause's sums. */
  private static final class Breaks {
    final LongAdder count = new LongAdder();
    final LongAdder tokens = new LongAdder();
    final LongAdder nanos = new LongAdder();
  }

  void add(LedgerEntry entry) {
    for (LedgerEntry.Saving saving : entry.money().savings()) {
      Mechanism sums = mechanisms.computeIfAbsent(saving.mechanism(), _ -> new Mechanism());
      sums.exchanges.increment();
      sums.saved.add(saving.nanos());
      sums.spent.add(saving.spent());
      sums.calls.add(saving.calls());
      sums.estimated.add(saving.measured() ? 0 : 1);
    }
    LedgerEntry.CacheBreak broken = entry.notes().cacheBreak();
    if (broken != null) {
      Breaks sums = breaks.computeIfAbsent(cause(broken), _ -> new Breaks());
      sums.count.increment();
      sums.tokens.add(broken.lostTokens());
      sums.nanos.add(broken.lostNanos());
    }
  }

  private Cause cause(LedgerEntry.CacheBreak broken) {
    String what = BreakSums.distinct(broken.kind(), broken.what());
    Cause cause = new Cause(broken.kind(), what, broken.wandering());
    return breaks.size() < CAUSES || breaks.containsKey(cause)
        ? cause
        : new Cause(broken.kind(), "", false);
  }

  /** What each mechanism did, the one that saved most first. */
  List<MechanismSums> mechanisms() {
    return mechanisms.entrySet().stream()
        .map(one -> sums(one.getKey(), one.getValue()))
        .sorted(
            Comparator.comparingLong((MechanismSums sums) -> -sums.saved())
                .thenComparing(MechanismSums::mechanism))
        .toList();
  }

  private static MechanismSums sums(String name, Mechanism of) {
    return new MechanismSums(
        name,
        of.exchanges.sum(),
        of.saved.sum(),
        of.spent.sum(),
        of.calls.sum(),
        of.estimated.sum());
  }

  /** The breaks by cause, the dearest first. */
  List<BreakSums> breaks() {
    return breaks.entrySet().stream()
        .map(one -> sums(one.getKey(), one.getValue()))
        .sorted(BreakSums.DEAREST)
        .toList();
  }

  private static BreakSums sums(Cause cause, Breaks of) {
    return new BreakSums(
        cause.kind(),
        cause.what(),
        of.count.sum(),
        of.tokens.sum(),
        of.nanos.sum(),
        cause.wandering());
  }
}
