package dev.sluice.ledger;

import dev.sluice.ledger.LedgerWriter.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a SQLite file: a bounded queue, one thread that writes, one commit for all entries
 * of a moment. Every failure of the store is met by going on without it; see {@link #problem}.
 */
public final class SqliteLedger implements Ledger {
  private static final int QUEUE = 65_536;
  private static final Duration LAST_WRITE = Duration.ofSeconds(10);

  private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
  private final LedgerWriter writer;
  private final Thread thread;
  private volatile boolean closed;

  private SqliteLedger(Path file, LedgerConfig config, ZoneId zone) {
    Path costLog = config.costLog();
    CostLog lines = costLog == null ? null : new CostLog(costLog, zone);
    this.writer = new LedgerWriter(queue, new LedgerStore(file), lines);
    this.thread = Thread.ofPlatform().name("ledger").daemon(true).unstarted(writer);
  }

  /**
   * Opens the ledger; the file is opened by the writing thread, so that starting does not wait for
   * it. A file that cannot be opened is tried again each second.
   *
   * @param zone whose days the cost log counts in
   */
  public static SqliteLedger open(Path file, LedgerConfig config, ZoneId zone) {
    SqliteLedger ledger = new SqliteLedger(file, config, zone);
    ledger.thread.start();
    return ledger;
  }

  @Override
  public void record(LedgerEntry entry) {
    if (closed || !queue.offer(new Work.Keep(entry))) {
      writer.dropped.increment();
    }
  }

  @Override
  public void flush() {
    if (!closed) {
      await(enqueue(false));
    }
  }

  private CountDownLatch enqueue(boolean last) {
    CountDownLatch done = new CountDownLatch(1);
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(new Work.Flush(done, last));
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    writer.hurry(thread);
    return done;
  }

  /** Waits as long as the writing thread lives, and it does until the last flush. */
  private void await(CountDownLatch done) {
    try {
      while (!done.await(1, TimeUnit.SECONDS) && thread.isAlive()) {
        writer.hurry(thread);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public long written() {
    return writer.written.sum();
  }

  @Override
  public long dropped() {
    return writer.dropped.sum();
  }

  /** Why nothing can be written at this moment, null while all is well. */
  public @Nullable String problem() {
    return writer.problem();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    CountDownLatch done = enqueue(true);
    try {
      thread.join(LAST_WRITE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // What came in the instant of closing, or could not be written in time.
    if (done.getCount() == 0) {
      Work left;
      while ((left = queue.poll()) != null) {
        writer.dropped.add(left instanceof Work.Keep ? 1 : 0);
      }
    }
  }
}
