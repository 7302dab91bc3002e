package dev.sluice.cache.semantic.disk;

import dev.sluice.log.Log;
import dev.sluice.store.Database;
import dev.sluice.store.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A database that is written behind: changes are made in order by one platform thread, and who
 * brings them waits for nothing. What does not fit into the queue is dropped and counted; the first
 * failure is logged.
 */
public final class Behind implements AutoCloseable {
  private static final Log LOG = Log.of("semantic");
  private static final int MOST_WAITING = 4_096;

  private final Path file;
  private final Connection connection;
  private final ThreadPoolExecutor writer;
  private final AtomicLong errors = new AtomicLong();

  private Behind(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("sluice-semantic-writer").factory());
  }

  /** A change to the database, or a question to it. */
  public interface Work {
    /** Does it on the writing thread. */
    void with(Connection connection) throws SQLException;
  }

  /**
   * Opens the file, making it where needed.
   *
   * @throws SQLException if it cannot be opened
   */
  public static Behind open(Path file, Schema schema) throws SQLException {
    return new Behind(
        file, Database.open(file, schema, Database.Durability.NORMAL, Duration.ofSeconds(1)));
  }

  /** Does this now, on the calling thread; only before the first {@link #later}. */
  public void now(Work work) throws SQLException {
    work.with(connection);
  }

  /** Has this done soon. */
  public void later(Work work) {
    try {
      writer.execute(() -> run(work));
    } catch (RejectedExecutionException e) {
      failed("too much waits to be written, or it is closed");
    }
  }

  private void run(Work work) {
    try {
      work.with(connection);
    } catch (SQLException e) {
      failed(e.toString());
    }
  }

  private void failed(String reason) {
    if (errors.incrementAndGet() == 1) {
      LOG.warn("the semantic cache cannot be written", "file", file, "reason", reason);
    }
  }

  /** Changes that were not made. */
  public long errors() {
    return errors.get();
  }

  /** Waits a few seconds for what was brought, then closes the file. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (writer.awaitTermination(5, TimeUnit.SECONDS)) {
        connection.close();
      }
    } catch (SQLException e) {
      failed(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
