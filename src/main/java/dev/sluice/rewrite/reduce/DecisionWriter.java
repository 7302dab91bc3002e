package dev.sluice.rewrite.reduce;

import dev.sluice.log.Log;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions to their file on a platform thread of its own, as soon as there are some. When
 * the file fails, decisions live in memory alone. Safe for any thread; never blocks on the file.
 */
final class DecisionWriter implements AutoCloseable {
  private static final Log LOG = Log.of("reduce");
  private static final int MOST_WAITING = 1 << 16;
  private static final long CLOSE_MILLIS = 5_000;

  private final DecisionFile file;
  private final Thread thread;
  private Map<Key, @Nullable Decision> waiting = new LinkedHashMap<>();
  private boolean closed;
  private boolean failed;

  /** Starts the thread over a file, which this then owns. */
  DecisionWriter(DecisionFile file) {
    this.file = file;
    thread = Thread.ofPlatform().daemon().name("sluice-reduce-writer").start(this::write);
  }

  /** Opens a file, or says in the log why decisions will not outlive the process. */
  static @Nullable DecisionFile file(Path data) {
    try {
      return DecisionFile.open(data.resolve("reduce.db"));
    } catch (SQLException e) {
      LOG.warn("decisions about reductions are kept in memory only", "reason", e.toString());
      return null;
    }
  }

  /** Has this written; null deletes. */
  synchronized void change(Key key, @Nullable Decision decision) {
    if (closed) {
      return;
    }
    if (waiting.size() < MOST_WAITING || waiting.containsKey(key)) {
      waiting.put(key, decision);
      notifyAll();
    } else {
      warn("decisions about reductions wait too long to be written", "queue full");
    }
  }

  private void write() {
    try {
      for (Map<Key, @Nullable Decision> batch = take(); !batch.isEmpty(); batch = take()) {
        write(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Map<Key, @Nullable Decision> batch) {
    try {
      file.write(batch);
    } catch (SQLException | RuntimeException e) {
      warn("decisions about reductions cannot be written", e.toString());
    }
  }

  /** What waits; empty only when it is over. */
  private synchronized Map<Key, @Nullable Decision> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Map<Key, @Nullable Decision> batch = waiting;
    waiting = new LinkedHashMap<>();
    return batch;
  }

  private synchronized void warn(String what, String why) {
    if (!failed) {
      failed = true;
      LOG.warn(what, "reason", why);
    }
  }

  /** Writes what waits and closes the file. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(CLOSE_MILLIS);
      if (!thread.isAlive()) {
        file.close();
      }
    } catch (SQLException e) {
      warn("the file of decisions cannot be closed", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
