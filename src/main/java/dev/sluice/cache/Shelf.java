package dev.sluice.cache;

import dev.sluice.log.Log;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replies themselves: in the file, and in memory until they are there. One platform thread
 * writes in batches, one reads; whoever asks waits for neither longer than a moment.
 */
final class Shelf implements AutoCloseable {
  private static final Log LOG = Log.of("cache");
  private static final long MOST_PENDING = 64L << 20;
  private static final int MOST_WAITING = 64;
  private static final long IDLE_SECONDS = 5;
  private static final int BATCH = 500;

  private final CacheFile file;
  private final Duration patience;
  private final Consumer<CacheKey> lost;
  private final Map<CacheKey, StoredReply> pending = new ConcurrentHashMap<>();
  private final AtomicLong pendingBytes = new AtomicLong();
  private final Map<CacheKey, Long> used = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final List<Change> undone = new ArrayList<>();
  private final AtomicLong errors = new AtomicLong();
  private final Thread writer;
  private final ThreadPoolExecutor reader;

  /**
   * Starts both threads over an open file, which this then owns.
   *
   * @param patience how long a reader waits at most
   * @param lost told of every reply that could not be written
   */
  Shelf(CacheFile file, Duration patience, Consumer<CacheKey> lost) {
    this.file = file;
    this.patience = patience;
    this.lost = lost;
    reader =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("sluice-cache-reader").factory());
    writer = Thread.ofPlatform().daemon().name("sluice-cache-writer").start(this::write);
  }

  /** Whether there is room for so many more bytes that wait to be written. */
  boolean hasRoom(long size) {
    return pendingBytes.get() + size <= MOST_PENDING;
  }

  /** Takes a reply; it can be read from now on. Calls for one key must not overlap. */
  void put(CacheKey key, StoredReply reply, long size) {
    pendingBytes.addAndGet(size);
    pending.put(key, reply);
    tasks.add(new Write(new Change.Put(key, reply, size)));
  }

  /** Takes a reply out. Calls for one key must not overlap. */
  void drop(CacheKey key) {
    pending.remove(key);
    used.remove(key);
    tasks.add(new Write(new Change.Drop(key)));
  }

  /** Notes the time of a use, to be written at leisure. */
  void used(CacheKey key, long millis) {
    used.put(key, millis);
  }

  /** What came of reading a reply. */
  sealed interface Reading {
    /** The reply. */
    record Found(StoredReply reply) implements Reading {}

    /** It is not there, or cannot be read. */
    record Gone() implements Reading {}

    /** It did not come in time; it may the next time. */
    record Late() implements Reading {}
  }

  /** Reads a reply, waiting no longer than patience has it. */
  Reading read(CacheKey key) {
    StoredReply waiting = pending.get(key);
    if (waiting != null) {
      return new Reading.Found(waiting);
    }
    try {
      return await(reader.submit(() -> file.read(key)));
    } catch (RejectedExecutionException e) {
      return new Reading.Late();
    }
  }

  private Reading await(Future<@Nullable StoredReply> reading) {
    try {
      StoredReply reply = reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return reply == null ? new Reading.Gone() : new Reading.Found(reply);
    } catch (TimeoutException e) {
      reading.cancel(false);
      return new Reading.Late();
    } catch (ExecutionException e) {
      failed("a stored reply cannot be read", e.getCause());
      return new Reading.Gone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reading.Late();
    }
  }

  /** Failures of the file so far. */
  long errors() {
    return errors.get();
  }

  private void failed(String what, @Nullable Throwable why) {
    if (errors.incrementAndGet() == 1) {
      LOG.warn(what, "reason", String.valueOf(why));
    }
  }

  private void write() {
    boolean open = true;
    while (open) {
      List<Task> batch = new ArrayList<>();
      Task first = next();
      if (first != null) {
        batch.add(first);
        tasks.drainTo(batch, BATCH);
      }
      List<Change> changes = new ArrayList<>(undone);
      for (Task task : batch) {
        switch (task) {
          case Write(Change change) -> changes.add(change);
          case Stop() -> open = false;
        }
      }
      write(changes);
    }
  }

  private @Nullable Task next() {
    try {
      return tasks.poll(IDLE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return new Stop();
    }
  }

  private void write(List<Change> changes) {
    Map<CacheKey, Long> uses = Map.copyOf(used);
    if (changes.isEmpty() && uses.isEmpty()) {
      return;
    }
    boolean written = false;
    try {
      file.write(changes, uses);
      written = true;
    } catch (SQLException | RuntimeException e) {
      failed("replies cannot be written", e);
    }
    uses.forEach(used::remove);
    undone.clear();
    for (Change change : changes) {
      switch (change) {
        case Change.Put put -> done(put, written);
        case Change.Drop drop -> {
          if (!written) {
            undone.add(drop);
          }
        }
      }
    }
  }

  private void done(Change.Put put, boolean written) {
    pendingBytes.addAndGet(-put.size());
    if (pending.remove(put.key(), put.reply()) && !written) {
      lost.accept(put.key());
    }
  }

  /** Writes what waits and closes the file. */
  @Override
  public void close() {
    tasks.add(new Stop());
    reader.shutdown();
    try {
      writer.join(5_000);
      if (reader.awaitTermination(1, TimeUnit.SECONDS) && !writer.isAlive()) {
        file.close();
      }
    } catch (SQLException e) {
      failed("the cache cannot be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Work for the writer. */
  private sealed interface Task {}

  private record Write(Change change) implements Task {}

  private record Stop() implements Task {}
}
