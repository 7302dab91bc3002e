package dev.sluice.cli;

import dev.sluice.workload.Outcome;
import dev.sluice.workload.Progress;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * Shows how a bench goes on: one line that changes on a terminal, a line a workload elsewhere. Safe
 * for several threads.
 */
final class BenchProgress implements Progress {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintStream to;
  private final boolean redraws;
  private String now = "";
  private int calls;
  private long drawn = System.nanoTime() - REDRAW_NANOS;
  private long started = System.nanoTime();

  BenchProgress(PrintStream to, boolean redraws) {
    this.to = to;
    this.redraws = redraws;
  }

  @Override
  public synchronized void began(String workload, String run) {
    now = workload + ": " + run;
    calls = 0;
    draw();
  }

  @Override
  public synchronized void called() {
    calls++;
    if (System.nanoTime() - drawn >= REDRAW_NANOS) {
      draw();
    }
  }

  @Override
  public synchronized void ended(Outcome outcome) {
    if (!redraws) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
      String word = outcome.met() ? "goals met" : "a goal missed";
      to.println(outcome.name() + ": " + word + ", " + seconds + " s");
    }
    started = System.nanoTime();
  }

  private void draw() {
    if (redraws) {
      drawn = System.nanoTime();
      to.print(CLEAR_LINE + now + ", " + Words.count(calls, "call"));
      to.flush();
    }
  }

  /** Ends the line that changes. */
  synchronized void close() {
    if (redraws) {
      to.print(CLEAR_LINE);
      to.flush();
    }
  }
}
