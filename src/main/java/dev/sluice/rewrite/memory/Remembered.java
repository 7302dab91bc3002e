package dev.sluice.rewrite.memory;

import dev.sluice.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What rewrites have decided once and must repeat for ever: bytes by kind and key. Safe for any
 * thread, a virtual one too; never throws and never waits for the disk.
 *
 * <p>All of it is in memory; a background thread writes what is new to a file of the data folder,
 * so that a restart loses nothing but what came in its last moment. The least recently used go
 * first when there is too much. A file that is no database is put aside as {@code .broken}; without
 * a usable one it goes on in memory.
 */
public final class Remembered implements AutoCloseable {
  /** Most bytes that are kept, unless said otherwise: 32 MiB. */
  public static final long DEFAULT_BYTES = 32L << 20;

  private static final Log LOG = Log.of("rewrite");
  private static final long TOUCH_MILLIS = Duration.ofHours(1).toMillis();
  private static final int OVERHEAD = 200;
  private static final HexFormat HEX = HexFormat.of();

  private final Map<String, Value> values = new LinkedHashMap<>(64, 0.75f, true);
  private final long most;
  private final InstantSource clock;
  private final @Nullable RememberedFile file;
  private final @Nullable ExecutorService writer;
  private long bytes;

  private Remembered(long most, InstantSource clock, @Nullable RememberedFile file) {
    this.most = most;
    this.clock = clock;
    this.file = file;
    this.writer = file == null ? null : Executors.newSingleThreadExecutor(Remembered::thread);
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().name("sluice-rewrite-writer").daemon().unstarted(work);
  }

  /** In memory alone. */
  public static Remembered inMemory(InstantSource clock) {
    return new Remembered(DEFAULT_BYTES, clock, null);
  }

  /** With the file {@code rewrites.db} of this folder, made where needed. */
  public static Remembered open(Path folder, InstantSource clock) {
    return open(folder, clock, DEFAULT_BYTES);
  }

  /** As above, keeping at most so many bytes. */
  public static Remembered open(Path folder, InstantSource clock, long most) {
    Path path = folder.resolve("rewrites.db");
    try {
      return loaded(path, clock, most);
    } catch (SQLException e) {
      LOG.warn("the remembered rewrites cannot be opened", "file", path, "reason", e.toString());
      return isBroken(e) ? anew(path, clock, most) : new Remembered(most, clock, null);
    }
  }

  private static Remembered loaded(Path path, InstantSource clock, long most) throws SQLException {
    RememberedFile file = RememberedFile.open(path);
    List<RememberedFile.Row> rows;
    try {
      rows = file.load();
    } catch (SQLException e) {
      file.close();
      throw e;
    }
    Remembered all = new Remembered(most, clock, file);
    rows.forEach(row -> all.take(row.kind(), row.key(), new Value(row.value(), row.used())));
    return all;
  }

  private static boolean isBroken(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT);
  }

  /** Puts a file that is no database aside as {@code .broken} and begins another. */
  private static Remembered anew(Path path, InstantSource clock, long most) {
    try {
      Path aside = path.resolveSibling(path.getFileName() + ".broken");
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(path.resolveSibling(path.getFileName() + "-wal"));
      Files.deleteIfExists(path.resolveSibling(path.getFileName() + "-shm"));
      return loaded(path, clock, most);
    } catch (IOException | SQLException e) {
      LOG.warn("rewrites are remembered in memory only", "file", path, "reason", e.toString());
      return new Remembered(most, clock, null);
    }
  }

  /** What is remembered under this key, not to be changed; null if there is nothing. */
  public byte @Nullable [] find(String kind, byte[] key) {
    Value value;
    synchronized (values) {
      value = values.get(name(kind, key));
      if (value == null) {
        return null;
      }
      long now = clock.millis();
      if (now - value.used < TOUCH_MILLIS) {
        return value.bytes;
      }
      value.used = now;
    }
    long used = value.used;
    write(to -> to.touch(kind, key, used));
    return value.bytes;
  }

  /**
   * Remembers the value unless there is one under this key already, which stays: what was once sent
   * must be sent again. Too large a value is not kept.
   *
   * @return what holds from now on
   */
  public byte[] keep(String kind, byte[] key, byte[] bytes) {
    byte[] there = find(kind, key);
    if (there != null || size(bytes) > most / 8) {
      return there == null ? bytes : there;
    }
    Value value = new Value(bytes, clock.millis());
    Value before = take(kind, key, value);
    if (before != value) {
      return before.bytes;
    }
    write(to -> to.put(kind, key, bytes, value.used));
    return bytes;
  }

  private Value take(String kind, byte[] key, Value value) {
    List<String> gone = new ArrayList<>();
    synchronized (values) {
      Value before = values.putIfAbsent(name(kind, key), value);
      if (before != null) {
        return before;
      }
      bytes += size(value.bytes);
      Iterator<Map.Entry<String, Value>> oldest = values.entrySet().iterator();
      while (bytes > most && oldest.hasNext()) {
        Map.Entry<String, Value> entry = oldest.next();
        bytes -= size(entry.getValue().bytes);
        gone.add(entry.getKey());
        oldest.remove();
      }
    }
    for (String name : gone) {
      int colon = name.indexOf(':');
      byte[] old = HEX.parseHex(name.substring(colon + 1));
      write(to -> to.drop(name.substring(0, colon), old));
    }
    return value;
  }

  private static long size(byte[] value) {
    return value.length + OVERHEAD;
  }

  private static String name(String kind, byte[] key) {
    return kind + ":" + HEX.formatHex(key);
  }

  private void write(Change change) {
    ExecutorService thread = writer;
    RememberedFile to = file;
    if (thread == null || to == null) {
      return;
    }
    try {
      thread.execute(() -> make(change, to));
    } catch (RejectedExecutionException closed) {
      LOG.debug("a rewrite came too late to be written");
    }
  }

  private static void make(Change change, RememberedFile to) {
    try {
      change.make(to);
    } catch (SQLException e) {
      LOG.warn("a rewrite is remembered in memory only", "reason", e.toString());
    }
  }

  /** Writes what is not written yet and closes the file. */
  @Override
  public void close() {
    ExecutorService thread = writer;
    RememberedFile open = file;
    if (thread == null || open == null) {
      return;
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("some rewrites are not written", "reason", "the disk is slow");
      }
      open.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.warn("the remembered rewrites cannot be closed", "reason", e.toString());
    }
  }

  /** A change of the file. */
  private interface Change {
    void make(RememberedFile to) throws SQLException;
  }

  /** One value; {@code used} is guarded by the map. */
  private static final class Value {
    private final byte[] bytes;
    private long used;

    Value(byte[] bytes, long used) {
      this.bytes = bytes;
      this.used = used;
    }
  }
}
