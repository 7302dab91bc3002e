package dev.sluice.ledger;

import dev.sluice.log.Log;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the ledger. It sleeps until an entry comes, lets others gather for a
 * moment, and writes all of them in one transaction. While the store fails it holds a bounded
 * number of entries and tries again each second; what comes beyond that is dropped and counted.
 */
final class LedgerWriter implements Runnable {
  /** How long an entry waits for others; with the commit it stays under 100 ms. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int BATCH = 4096;
  private static final Log LOG = Log.of("ledger");

  /** What the queue carries. */
  sealed interface Work {
    /** An entry to write. */
    record Keep(LedgerEntry entry) implements Work {}

    /** Someone waits until all before it is written or dropped. */
    record Flush(CountDownLatch done, boolean last) implements Work {}
  }

  final LongAdder written = new LongAdder();
  final LongAdder dropped = new LongAdder();

  private final BlockingQueue<Work> queue;
  private final LedgerStore store;
  private final @Nullable CostLog costLog;
  private final List<LedgerEntry> pending = new ArrayList<>();
  private final List<Work.Flush> flushes = new ArrayList<>();
  private volatile boolean hurry;
  private volatile @Nullable String problem;
  private long nextTry;

  LedgerWriter(BlockingQueue<Work> queue, LedgerStore store, @Nullable CostLog costLog) {
    this.queue = queue;
    this.store = store;
    this.costLog = costLog;
  }

  /** Why nothing can be written now, null while all is well. */
  @Nullable String problem() {
    return problem;
  }

  /** Ends the gathering early, for someone waits. */
  void hurry(Thread writer) {
    hurry = true;
    LockSupport.unpark(writer);
  }

  @Override
  public void run() {
    attempt(store::open);
    boolean last = false;
    while (!last) {
      gather();
      writeIfDue();
      last = flushes.stream().anyMatch(Work.Flush::last);
      answerFlushes();
    }
    store.close();
    if (costLog != null) {
      costLog.close();
    }
  }

  /** Waits for work, or for the next try while entries are pending; then takes what is there. */
  private void gather() {
    Work first = await();
    if (first instanceof Work.Keep && !hurry && queue.size() < BATCH) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    hurry = false;
    List<Work> works = new ArrayList<>();
    if (first != null) {
      works.add(first);
    }
    queue.drainTo(works, BATCH);
    List<LedgerEntry> entries = new ArrayList<>(works.size());
    for (Work work : works) {
      switch (work) {
        case Work.Keep(LedgerEntry entry) -> entries.add(entry);
        case Work.Flush flush -> flushes.add(flush);
      }
    }
    hold(entries);
  }

  private @Nullable Work await() {
    try {
      if (pending.isEmpty()) {
        return queue.take();
      }
      return queue.poll(Math.max(0, nextTry - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread on purpose; it ends by the last flush.
      return null;
    }
  }

  private void hold(List<LedgerEntry> entries) {
    if (costLog != null && !entries.isEmpty()) {
      costLog.append(entries);
    }
    int room = Math.max(0, 2 * BATCH - pending.size());
    int kept = Math.min(room, entries.size());
    pending.addAll(entries.subList(0, kept));
    dropped.add(entries.size() - kept);
  }

  private void writeIfDue() {
    boolean due = problem == null || nextTry - System.nanoTime() <= 0 || !flushes.isEmpty();
    if (pending.isEmpty() || !due) {
      return;
    }
    if (attempt(() -> written.add(store.write(pending)))) {
      pending.clear();
    } else if (!flushes.isEmpty()) {
      // A flush promises "written or dropped" and must not wait for a disk that may never be well.
      dropped.add(pending.size());
      pending.clear();
    }
  }

  private void answerFlushes() {
    flushes.forEach(flush -> flush.done().countDown());
    flushes.clear();
  }

  /** Something that touches the store. */
  private interface Action {
    void run() throws SQLException;
  }

  private boolean attempt(Action action) {
    try {
      action.run();
      if (problem != null) {
        LOG.info("the ledger is written again", "dropped", dropped.sum());
      }
      problem = null;
      return true;
    } catch (SQLException | RuntimeException | LinkageError e) {
      if (problem == null) {
        LOG.error("the ledger cannot be written; traffic goes on without it", "why", e.toString());
      }
      problem = e.toString();
      nextTry = System.nanoTime() + RETRY_NANOS;
      return false;
    }
  }
}
