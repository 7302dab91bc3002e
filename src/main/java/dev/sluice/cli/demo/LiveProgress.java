package dev.sluice.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Shows each call as it ends: one line that changes on a terminal, a line a call elsewhere. */
public final class LiveProgress implements Progress {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int WIDTH = 24;

  private final PrintStream to;
  private final boolean redraws;
  private final int planned;
  private int ended;
  private int hits;

  /** Progress of this many calls; {@code redraws} where people watch a terminal. */
  public LiveProgress(PrintStream to, boolean redraws, int planned) {
    this.to = to;
    this.redraws = redraws;
    this.planned = planned;
  }

  @Override
  public synchronized void ended(Done call) {
    ended++;
    hits += call.hit() ? 1 : 0;
    if (redraws) {
      to.print(CLEAR_LINE + bar() + " " + call.agent() + ": " + call.what());
      to.flush();
    } else {
      to.println(line(call));
    }
  }

  private String bar() {
    int full = WIDTH * ended / Math.max(planned, 1);
    String drawn = "=".repeat(full) + " ".repeat(WIDTH - full);
    return String.format(
        Locale.ROOT, "[%s] %d/%d calls, %d from cache ", drawn, ended, planned, hits);
  }

  private String line(Done call) {
    return String.format(
        Locale.ROOT,
        "%3d/%d  %-11s  %-24s  %-4s  %5d ms",
        ended,
        planned,
        call.agent(),
        call.what(),
        call.hit() ? "hit" : "",
        call.millis());
  }

  /** Ends the line that changes. */
  public synchronized void close() {
    if (redraws) {
      to.print(CLEAR_LINE);
      to.flush();
    }
  }
}
