package dev.sluice.cache.semantic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries by id, the least recently used first to go. For one thread at a time. */
final class KeptEntries {
  private static final long MOST_BYTES = 64L << 20;

  private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private final int most;
  private long bytes;

  KeptEntries(int most) {
    this.most = most;
  }

  /** Puts an entry; gives those that had to go for it. */
  List<Entry> put(Entry entry) {
    remove(entry.id());
    entries.put(entry.id(), entry);
    bytes += entry.size();
    List<Entry> gone = new ArrayList<>();
    while (entries.size() > most || (bytes > MOST_BYTES && entries.size() > 1)) {
      Entry eldest = entries.values().iterator().next();
      remove(eldest.id());
      gone.add(eldest);
    }
    return gone;
  }

  /** The entry, which then counts as used. */
  @Nullable Entry use(String id) {
    return entries.get(id);
  }

  @Nullable Entry remove(String id) {
    Entry removed = entries.remove(id);
    if (removed != null) {
      bytes -= removed.size();
    }
    return removed;
  }

  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  int count() {
    return entries.size();
  }
}
