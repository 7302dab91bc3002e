package dev.sluice.cache;

import dev.sluice.cache.Batch.Put;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cache's file does not have yet. A reply that goes before it was written is never
 * written. Changes wait up to a second, so that they are written together; many of them or large
 * ones wait less. Safe for any thread; {@link #take} and {@link #done} are for one.
 */
final class Pending {
  private static final long PERIOD = 1_000_000_000L;
  private static final long USES_PERIOD = 5 * PERIOD;
  private static final int MANY = 2_000;
  private static final long LARGE = 8L << 20;
  private static final long MOST = 64L << 20;

  private final Object lock = new Object();
  private final Map<Long, Put> waiting = new LinkedHashMap<>();
  private final Map<Long, Put> underWay = new HashMap<>();
  private final Set<Long> drops = new HashSet<>();
  private final Map<Long, Long> uses = new HashMap<>();
  private long waitingBytes;
  private long underWayBytes;
  private long usesWritten = System.nanoTime();
  private long due;
  private boolean awaited;
  private boolean closed;
  private boolean ended;

  /** Whether there is room for so many more bytes. */
  boolean hasRoom(long size) {
    synchronized (lock) {
      return waitingBytes + underWayBytes + size <= MOST;
    }
  }

  void put(Put put) {
    synchronized (lock) {
      waiting.put(put.id(), put);
      waitingBytes += put.size();
      await(PERIOD);
      if (waiting.size() >= MANY || waitingBytes >= LARGE) {
        hurry();
      }
    }
  }

  void drop(long id) {
    synchronized (lock) {
      uses.remove(id);
      Put never = waiting.remove(id);
      if (never != null) {
        waitingBytes -= never.size();
      } else {
        drops.add(id);
        await(PERIOD);
      }
    }
  }

  void used(long id, long millis) {
    synchronized (lock) {
      uses.put(id, millis);
      await(USES_PERIOD);
    }
  }

  /** The reply, null unless it waits to be written. */
  @Nullable StoredReply find(long id) {
    synchronized (lock) {
      Put put = waiting.get(id);
      Put found = put == null ? underWay.get(id) : put;
      return found == null ? null : found.reply();
    }
  }

  /** Lets the changes so far wait no longer. */
  void hurry() {
    synchronized (lock) {
      await(0);
    }
  }

  /** Sees to it that there is a batch no later than in so many nanoseconds. */
  private void await(long nanos) {
    long wanted = System.nanoTime() + nanos;
    if (!awaited || wanted - due < 0) {
      due = wanted;
      awaited = true;
      lock.notifyAll();
    }
  }

  /** The next changes, if any, once they are due; null after the last when this is closed. */
  @Nullable Batch take() throws InterruptedException {
    synchronized (lock) {
      if (ended) {
        return null;
      }
      while (!closed && !(awaited && due - System.nanoTime() <= 0)) {
        lock.wait(awaited ? 1 + Math.max(0, due - System.nanoTime()) / 1_000_000 : 0);
      }
      Map<Long, Long> taken = takeUses();
      underWay.putAll(waiting);
      underWayBytes = waitingBytes;
      Batch batch = new Batch(List.copyOf(waiting.values()), Batch.runs(drops), taken);
      waiting.clear();
      waitingBytes = 0;
      drops.clear();
      awaited = !uses.isEmpty();
      due = usesWritten + USES_PERIOD;
      ended = closed;
      return batch;
    }
  }

  /** Those of rows that are written now, and from time to time all. */
  private Map<Long, Long> takeUses() {
    Map<Long, Long> taken = new HashMap<>();
    long now = System.nanoTime();
    if (closed || now - usesWritten >= USES_PERIOD) {
      taken.putAll(uses);
      uses.clear();
      usesWritten = now;
    } else if (!uses.isEmpty()) {
      for (Long id : waiting.keySet()) {
        Long used = uses.remove(id);
        if (used != null) {
          taken.put(id, used);
        }
      }
    }
    return taken;
  }

  /** Says what came of the batch that was taken last; gives the replies that are lost by it. */
  List<Put> done(Batch batch, boolean written) {
    synchronized (lock) {
      List<Put> lost = written ? List.of() : undo(batch);
      underWay.clear();
      underWayBytes = 0;
      return lost;
    }
  }

  private List<Put> undo(Batch batch) {
    List<Put> lost = batch.puts().stream().filter(put -> !drops.remove(put.id())).toList();
    for (Batch.Run run : batch.drops()) {
      for (long id = run.first(); id <= run.last(); id++) {
        drops.add(id);
      }
    }
    if (!drops.isEmpty()) {
      await(PERIOD);
    }
    return lost;
  }

  /** Lets what there is be taken at once, and nothing after it. */
  void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }
}
