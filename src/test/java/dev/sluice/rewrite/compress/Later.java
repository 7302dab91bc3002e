package dev.sluice.rewrite.compress;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs what it is given when it is told to, on the thread that tells it. One thread. */
final class Later extends AbstractExecutorService {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final boolean atOnce;
  private boolean closed;

  private Later(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** Runs nothing before {@link #run}. */
  static Later whenTold() {
    return new Later(false);
  }

  /** Has everything done before the next turn. */
  static Later atOnce() {
    return new Later(true);
  }

  /** Runs what waits. */
  void run() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }

  int waiting() {
    return waiting.size();
  }

  @Override
  public void execute(Runnable work) {
    if (closed) {
      throw new RejectedExecutionException();
    }
    if (atOnce) {
      work.run();
    } else {
      waiting.add(work);
    }
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    return List.copyOf(waiting);
  }

  @Override
  public boolean isShutdown() {
    return closed;
  }

  @Override
  public boolean isTerminated() {
    return closed;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return closed;
  }
}
