package dev.sluice.cache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is in the cache, without the replies themselves: least recently used first, within limits of
 * count and bytes. Guarded by its owner's lock.
 */
final class Entries {
  private final int maxEntries;
  private final long maxBytes;
  private final Map<CacheKey, Entry> byUse = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  Entries(int maxEntries, long maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  /**
   * One reply's data.
   *
   * @param size bytes that it counts for
   * @param storedAt when it was kept, in milliseconds since 1970
   */
  record Entry(long size, long storedAt) {}

  /** The entry, which is now the most recently used; null if there is none. */
  @Nullable Entry touch(CacheKey key) {
    return byUse.get(key);
  }

  /** Puts an entry as the most recently used; gives the keys that had to go for it. */
  List<CacheKey> put(CacheKey key, Entry entry) {
    Entry before = byUse.put(key, entry);
    bytes += entry.size - (before == null ? 0 : before.size);
    List<CacheKey> evicted = new ArrayList<>();
    Iterator<Map.Entry<CacheKey, Entry>> oldest = byUse.entrySet().iterator();
    while (byUse.size() > maxEntries || bytes > maxBytes) {
      Map.Entry<CacheKey, Entry> next = oldest.next();
      evicted.add(next.getKey());
      bytes -= next.getValue().size;
      oldest.remove();
    }
    return evicted;
  }

  void remove(CacheKey key) {
    Entry entry = byUse.remove(key);
    bytes -= entry == null ? 0 : entry.size;
  }

  /** Removes all such entries; gives their keys. */
  List<CacheKey> removeAll(Predicate<CacheKey> which) {
    List<CacheKey> removed = byUse.keySet().stream().filter(which).toList();
    removed.forEach(this::remove);
    return removed;
  }

  int count() {
    return byUse.size();
  }

  long bytes() {
    return bytes;
  }
}
