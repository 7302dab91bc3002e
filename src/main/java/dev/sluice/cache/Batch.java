package dev.sluice.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Changes of the cache's file that are made together. No row that is put is dropped in the same
 * batch. Immutable.
 *
 * @param puts new rows, by rising id
 * @param drops rows that go, as runs by rising id
 * @param uses times of last use by id, in milliseconds since 1970; of new rows too
 */
record Batch(List<Put> puts, List<Run> drops, Map<Long, Long> uses) {

  /**
   * A reply that becomes a row.
   *
   * @param id of the row; each is used once and is larger than all before
   * @param size bytes that it counts for
   */
  record Put(long id, CacheKey key, StoredReply reply, long size) {}

  /** Rows with these ids and all between. */
  record Run(long first, long last) {}

  boolean isEmpty() {
    return puts.isEmpty() && drops.isEmpty() && uses.isEmpty();
  }

  /** The ids as runs without gaps, so that rows beside each other cost one deletion. */
  static List<Run> runs(Collection<Long> ids) {
    long[] sorted = ids.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    List<Run> runs = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= sorted.length; to++) {
      if (to == sorted.length || sorted[to] > sorted[to - 1] + 1) {
        runs.add(new Run(sorted[from], sorted[to - 1]));
        from = to;
      }
    }
    return runs;
  }
}
