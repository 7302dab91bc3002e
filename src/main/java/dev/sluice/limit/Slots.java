package dev.sluice.limit;

import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * How many exchanges are under way at once; what comes beyond waits in order, what comes beyond the
 * queue is refused. Safe for any thread; the lock is held for a few instructions only.
 */
public final class Slots {
  private final int size;
  private final int queueSize;
  private final ArrayDeque<CompletableFuture<Slot>> queue = new ArrayDeque<>();
  private int taken;

  /**
   * So many at once.
   *
   * @param size most exchanges under way, 1 or more
   * @param queueSize most that wait, 0 or more
   */
  public Slots(int size, int queueSize) {
    this.size = size;
    this.queueSize = queueSize;
  }

  /**
   * A slot, at once if one is free, else when it is this caller's turn. A caller that no longer
   * wants it cancels the future; a slot that was given must be closed.
   *
   * @throws Refused with 529 when the queue is full
   */
  public synchronized CompletableFuture<Slot> take() {
    if (taken < size) {
      taken++;
      return CompletableFuture.completedFuture(new Slot(this));
    }
    queue.removeIf(CompletableFuture::isDone);
    if (queue.size() >= queueSize) {
      throw new Refused(
          Refusal.overloaded(
              "limits.inFlight ("
                  + size
                  + ") exchanges are under way and limits.queued ("
                  + queueSize
                  + ") wait"));
    }
    CompletableFuture<Slot> turn = new CompletableFuture<>();
    queue.add(turn);
    return turn;
  }

  /** Exchanges under way now. */
  public synchronized int taken() {
    return taken;
  }

  /** Exchanges that wait now. */
  public synchronized int waiting() {
    queue.removeIf(CompletableFuture::isDone);
    return queue.size();
  }

  private void give() {
    while (true) {
      CompletableFuture<Slot> next;
      synchronized (this) {
        next = queue.poll();
        if (next == null) {
          taken--;
          return;
        }
      }
      if (next.complete(new Slot(this))) {
        return;
      }
    }
  }

  /** The right to be under way; closing it lets the next one in. Close it once. */
  public static final class Slot implements AutoCloseable {
    private final Slots slots;

    Slot(Slots slots) {
      this.slots = slots;
    }

    @Override
    public void close() {
      slots.give();
    }
  }
}
