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
   * @param id of the reply, rising with each that is kept
   * @param size bytes that it counts for
   * @param storedAt when it was kept, in milliseconds since 1970
   */
  record Entry(long id, long size, long storedAt) {}

  /** The entry, which is now the most recently used; null if there is none. */
  @Nullable Entry touch(CacheKey key) {
    return byUse.get(key);
  }

  /** Puts an entry as the most recently used; gives those that had to go for it. */
  List<Entry> put(CacheKey key, Entry entry) {
    List<Entry> gone = new ArrayList<>();
    Entry before = byUse.put(key, entry);
    if (before != null) {
      gone.add(before);
      bytes -= before.size;
    }
    bytes += entry.size;
    Iterator<Entry> oldest = byUse.values().iterator();
    while (byUse.size() > maxEntries || bytes > maxBytes) {
      Entry next = oldest.next();
      gone.add(next);
      bytes -= next.size;
      oldest.remove();
    }
    return gone;
  }

  /** Removes this entry; false if the key has another by now, or none. */
  boolean remove(CacheKey key, Entry entry) {
    boolean there = byUse.remove(key, entry);
    bytes -= there ? entry.size : 0;
    return there;
  }

  /** Removes all such entries and gives them. */
  List<Entry> removeAll(Predicate<CacheKey> which) {
    List<Entry> removed = new ArrayList<>();
    byUse.forEach((key, entry) -> {
      if (which.test(key)) {
        removed.add(entry);
      }
    });
    byUse.keySet().removeIf(which);
    removed.forEach(entry -> bytes -= entry.size);
    return removed;
  }

  int count() {
    return byUse.size();
  }

  long bytes() {
    return bytes;
  }
}
