package dev.sluice.cache.semantic;

import dev.sluice.cache.semantic.trust.Outcomes;
import java.util.EnumMap;
import java.util.Map;

/** Counts that outlive the process. For one thread at a time. */
final class Tally {
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

  /** What is counted. */
  enum Count {
    /** Requests looked up. */
    LOOKUPS,
    /** Replies served. */
    SERVED,
    /** Would-be hits that were asked all the same. */
    WOULD_SERVE,
    /** Comparisons that agreed. */
    AGREED,
    /** Comparisons that did not. */
    DISAGREED,
    /** Of the proven ones, those that agreed. */
    VERIFIED,
    /** Of the proven ones, those that did not. */
    FALSIFIED,
    /** Entries that drew very many different questions. */
    CROWDED,
    /** Replies that someone called wrong. */
    WRONG_REPORTS,
    /** Look-ups without embedding or index. */
    UNAVAILABLE,
    /** Texts embedded. */
    EMBEDDINGS,
    /** Microseconds they took. */
    EMBEDDING_MICROS
  }

  void add(Count count) {
    add(count, 1);
  }

  void add(Count count, long more) {
    counts.merge(count, more, Long::sum);
  }

  long of(Count count) {
    return counts.getOrDefault(count, 0L);
  }

  Map<Count, Long> all() {
    return new EnumMap<>(counts.isEmpty() ? Map.of(Count.LOOKUPS, 0L) : counts);
  }

  SemanticStats stats(int entries) {
    return new SemanticStats(
        entries,
        of(Count.LOOKUPS),
        of(Count.SERVED),
        of(Count.WOULD_SERVE),
        new Outcomes(of(Count.AGREED), of(Count.DISAGREED)),
        new Outcomes(of(Count.VERIFIED), of(Count.FALSIFIED)),
        of(Count.WRONG_REPORTS),
        of(Count.CROWDED),
        of(Count.UNAVAILABLE),
        new SemanticStats.Embedded(of(Count.EMBEDDINGS), of(Count.EMBEDDING_MICROS)));
  }
}
