package dev.sluice.cache;

import dev.sluice.cache.Batch.Put;
import dev.sluice.log.Log;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replies themselves by id: in the file, and in memory until they are there or while they are
 * asked for often. One platform thread writes in batches, one reads; whoever asks waits for neither
 * longer than a moment.
 */
final class Shelf implements AutoCloseable {
  private static final Log LOG = Log.of("cache");
  private static final int MOST_WAITING = 64;

  private final CacheFile file;
  private final Duration patience;
  private final Consumer<Put> lost;
  private final Pending pending = new Pending();
  private final HotReplies hot = new HotReplies();
  private final AtomicLong errors = new AtomicLong();
  private final Thread writer;
  private final ThreadPoolExecutor reader;

  /**
   * Starts both threads over an open file, which this then owns.
   *
   * @param patience how long a reader waits at most
   * @param lost told of every reply that could not be written
   */
  Shelf(CacheFile file, Duration patience, Consumer<Put> lost) {
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
    return pending.hasRoom(size);
  }

  /** Takes a reply; it can be read from now on. Ids rise from call to call. */
  void put(Put put) {
    hot.put(put.id(), put.reply());
    pending.put(put);
  }

  /** Takes a reply out. */
  void drop(long id) {
    hot.remove(id);
    pending.drop(id);
  }

  /** Notes the time of a use, to be written at leisure. */
  void used(long id, long millis) {
    pending.used(id, millis);
  }

  /** Has the changes so far written without delay. */
  void hurry() {
    pending.hurry();
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

  /** Reads a reply, from memory where it is there, else waiting no longer than patience has it. */
  Reading read(long id) {
    StoredReply inMemory = hot.find(id);
    if (inMemory == null) {
      inMemory = pending.find(id);
    }
    if (inMemory != null) {
      return new Reading.Found(inMemory);
    }
    try {
      Reading reading = await(reader.submit(() -> file.read(id)));
      if (reading instanceof Reading.Found(StoredReply reply)) {
        hot.put(id, reply);
      }
      return reading;
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
    try {
      for (Batch batch = pending.take(); batch != null; batch = pending.take()) {
        boolean written = batch.isEmpty() || write(batch);
        for (Put gone : pending.done(batch, written)) {
          hot.remove(gone.id());
          lost.accept(gone);
        }
      }
    } catch (InterruptedException e) {
      failed("the writing of replies was interrupted", e);
    }
  }

  private boolean write(Batch batch) {
    try {
      file.write(batch);
      return true;
    } catch (SQLException | RuntimeException e) {
      failed("replies cannot be written", e);
      return false;
    }
  }

  /** Writes what waits and closes the file. */
  @Override
  public void close() {
    pending.close();
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
}
