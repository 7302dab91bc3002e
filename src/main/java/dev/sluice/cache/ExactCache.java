package dev.sluice.cache;

import dev.sluice.cache.Batch.Put;
import dev.sluice.cache.Entries.Entry;
import dev.sluice.cache.Shelf.Reading;
import dev.sluice.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Replies by what was asked. Safe for any thread, a virtual one too; never throws and never waits
 * longer than 50 ms.
 *
 * <p>What there is is known in memory, so a miss costs no access to the file; the replies are in
 * the file and outlive the process; a process that is killed loses what came in its last second.
 * When the file cannot be used, up to 32 MiB of replies are kept in memory. The least recently used
 * go first when there are too many; a reply past its time is never served.
 */
public final class ExactCache implements AutoCloseable {
  private static final Log LOG = Log.of("cache");
  private static final long MOST_IN_MEMORY = 32L << 20;
  private static final long LARGEST_REPLY = 16L << 20;
  static final int OVERHEAD = 256;
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final Object lock = new Object();
  private final Entries entries;
  private final @Nullable Shelf shelf;
  private final Map<Long, StoredReply> inMemory = new HashMap<>();
  private final InstantSource clock;
  private final long ttlMillis;
  private final long largest;
  private long lastId;
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();

  private ExactCache(
      @Nullable CacheFile file, CacheConfig config, InstantSource clock, Duration patience) {
    long most = file == null ? Math.min(MOST_IN_MEMORY, config.maxBytes()) : config.maxBytes();
    this.entries = new Entries(config.maxEntries(), most);
    this.shelf = file == null ? null : new Shelf(file, patience, this::lost);
    this.clock = clock;
    this.ttlMillis = config.ttl().toMillis();
    this.largest = Math.min(LARGEST_REPLY, most / 8);
  }

  /**
   * Opens the cache over this file, making it where needed. A file that is no database is put aside
   * as {@code .broken}; one that cannot be used is left alone and the cache is in memory.
   */
  public static ExactCache open(Path file, CacheConfig config, InstantSource clock) {
    return open(file, config, clock, PATIENCE);
  }

  /** As above, with another time that a lookup waits for the file at most. */
  static ExactCache open(Path file, CacheConfig config, InstantSource clock, Duration patience) {
    try {
      return loaded(file, config, clock, patience);
    } catch (SQLException | RuntimeException e) {
      LOG.warn("the cache cannot be opened", "file", file, "reason", e.toString());
      if (isBroken(e) && putAside(file)) {
        try {
          return loaded(file, config, clock, patience);
        } catch (SQLException | RuntimeException again) {
          LOG.warn("the cache is in memory only", "file", file, "reason", again.toString());
        }
      }
      return new ExactCache(null, config, clock, patience);
    }
  }

  private static ExactCache loaded(
      Path path, CacheConfig config, InstantSource clock, Duration patience) throws SQLException {
    CacheFile file = CacheFile.open(path);
    List<Map.Entry<CacheKey, Entry>> found = new ArrayList<>();
    try {
      file.load((key, entry) -> found.add(Map.entry(key, entry)));
    } catch (SQLException | RuntimeException e) {
      file.close();
      throw e;
    }
    ExactCache cache = new ExactCache(file, config, clock, patience);
    cache.take(found);
    return cache;
  }

  private void take(List<Map.Entry<CacheKey, Entry>> found) {
    synchronized (lock) {
      found.forEach(each -> take(each.getKey(), each.getValue()));
    }
  }

  private void take(CacheKey key, Entry entry) {
    lastId = Math.max(lastId, entry.id());
    Entry there = entries.touch(key);
    if (isFresh(entry) && (there == null || there.id() < entry.id())) {
      entries.put(key, entry).forEach(this::forget);
    } else {
      forget(entry);
    }
  }

  private static boolean isBroken(Exception e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT);
  }

  private static boolean putAside(Path file) {
    try {
      Path aside = file.resolveSibling(file.getFileName() + ".broken");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
      return true;
    } catch (IOException e) {
      LOG.warn("the broken cache cannot be put aside", "file", file, "reason", e.toString());
      return false;
    }
  }

  /** The reply for this key as it was stored, or the right to keep the one that is coming. */
  public Lookup lookup(CacheKey key) {
    return result(key, read(key), false);
  }

  /**
   * The reply for this key in the wanted form, or the right to keep the one that is coming: a reply
   * that cannot be converted is as good as none, and makes room for one in the wanted form.
   */
  public Lookup lookup(CacheKey key, Form wanted) {
    StoredReply reply = read(key);
    return result(key, reply == null ? null : reply.in(wanted), reply != null);
  }

  private Lookup result(CacheKey key, @Nullable StoredReply reply, boolean replace) {
    if (reply == null) {
      misses.incrementAndGet();
      return new Lookup.Lease(this, key, replace);
    }
    hits.incrementAndGet();
    return new Lookup.Hit(reply);
  }

  /** The right to keep the coming reply in place of what there is. */
  public Lookup.Lease refresh(CacheKey key) {
    return new Lookup.Lease(this, key, true);
  }

  private @Nullable StoredReply read(CacheKey key) {
    Entry entry;
    synchronized (lock) {
      entry = known(key);
      if (entry == null || shelf == null) {
        return entry == null ? null : inMemory.get(entry.id());
      }
    }
    return switch (shelf.read(entry.id())) {
      case Reading.Found(StoredReply reply) -> reply;
      case Reading.Gone() -> {
        drop(key, entry);
        yield null;
      }
      case Reading.Late() -> null;
    };
  }

  private @Nullable Entry known(CacheKey key) {
    Entry entry = entries.touch(key);
    if (entry != null && !isFresh(entry)) {
      drop(key, entry);
      return null;
    }
    if (entry != null && shelf != null) {
      shelf.used(entry.id(), clock.millis());
    }
    return entry;
  }

  private boolean isFresh(Entry entry) {
    return clock.millis() - entry.storedAt() < ttlMillis;
  }

  /** Keeps a reply; called by leases. */
  void keep(CacheKey key, StoredReply reply, boolean replace) {
    long size = (long) reply.bytes().length + OVERHEAD;
    if (!reply.storable() || size > largest) {
      return;
    }
    synchronized (lock) {
      Entry there = entries.touch(key);
      boolean taken = there != null && isFresh(there) && !replace;
      if (taken || (shelf != null && !shelf.hasRoom(size))) {
        return;
      }
      Entry entry = entry(++lastId, size, reply);
      if (shelf == null) {
        inMemory.put(entry.id(), reply);
      } else {
        shelf.put(new Put(entry.id(), key, reply, size));
      }
      entries.put(key, entry).forEach(this::forget);
    }
  }

  /** Lets the reply go whose entry is gone already; under the lock. */
  private void forget(Entry entry) {
    if (shelf == null) {
      inMemory.remove(entry.id());
    } else {
      shelf.drop(entry.id());
    }
  }

  private void drop(CacheKey key, Entry entry) {
    synchronized (lock) {
      if (entries.remove(key, entry)) {
        forget(entry);
      }
    }
  }

  /** The reply could not be written. */
  private void lost(Put put) {
    synchronized (lock) {
      entries.remove(put.key(), entry(put.id(), put.size(), put.reply()));
    }
  }

  private static Entry entry(long id, long size, StoredReply reply) {
    return new Entry(id, size, reply.storedAt().toEpochMilli());
  }

  /** Drops every reply; gives how many there were. */
  public int clear() {
    return clear(key -> true);
  }

  /** Drops every reply of this tenant; gives how many there were. */
  public int clear(String tenant) {
    return clear(key -> key.tenant().equals(tenant));
  }

  private int clear(Predicate<CacheKey> which) {
    synchronized (lock) {
      List<Entry> removed = entries.removeAll(which);
      removed.forEach(this::forget);
      if (shelf != null) {
        shelf.hurry();
      }
      return removed.size();
    }
  }

  /** Replies that are kept, those past their time included until they are asked for. */
  public int entries() {
    synchronized (lock) {
      return entries.count();
    }
  }

  /** Bytes that they count for. */
  public long bytes() {
    synchronized (lock) {
      return entries.bytes();
    }
  }

  /** Lookups that found a reply, since this was opened. */
  public long hits() {
    return hits.get();
  }

  /** Lookups that found none, since this was opened. */
  public long misses() {
    return misses.get();
  }

  /** Failures of the file, since this was opened. */
  public long errors() {
    return shelf == null ? 1 : shelf.errors();
  }

  /** Whether replies outlive the process; false when the file could not be used. */
  public boolean isDurable() {
    return shelf != null;
  }

  /** Writes what waits to be written and closes the file. */
  @Override
  public void close() {
    if (shelf != null) {
      shelf.close();
    }
  }
}
