package dev.sluice.rewrite.reduce;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.message.Body;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Measures what all rules together add to a body of 300 KB; run by hand, judges nothing. */
final class ReductionCost {
  private static final int ROUNDS = 4_000;

  /** Other programs on the machine do not count. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private ReductionCost() {}

  /** Prints times for a body that is known, and for the turn after it. */
  public static void main(String[] none) {
    try (Bench bench = Bench.with(ReduceConfig.DEFAULT, Switches.ALL)) {
      Talk talk = new Talk().system("\"" + "Be good. ".repeat(500) + "\"").tools(Talk.EDITOR);
      talk.user("The task.");
      for (int i = 0; talk.body().length() < 300_000; i++) {
        talk.tool(Talk.file("f" + i % 60, 70));
        bench.send(talk.body());
      }
      System.out.println(talk.size() + " messages, " + talk.body().length() + " bytes");
      print("nothing new", times(bench, talk.body(), 0));
      print("nothing new, 200k window", windowed(talk));
      talk.tool(Talk.file("f3", 70) + "changed");
      print("one new result of 70 lines, no copy of it", times(bench, talk.body(), 1));
    }
  }

  private static long[] windowed(Talk talk) {
    try (Bench small =
        new Bench(
            Reductions.open(null, ReduceConfig.DEFAULT, Switches.ALL),
            Bench.model(200_000, false))) {
      small.send(talk.body());
      return times(small, talk.body(), 0);
    }
  }

  private static long[] times(Bench bench, String text, int fresh) {
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      // Another number in the last message makes it new.
      String body = fresh == 0 ? text : text.replace("changed", "changed " + i);
      Body now = Body.indexed(body.getBytes(StandardCharsets.UTF_8));
      Call call = new Call("x", "POST", "/v1/messages", "", HeaderLines.NONE, now);
      Draft draft = bench.draft("t", call, now);
      long from = CPU.getCurrentThreadCpuTime();
      for (Rewrite rewrite : bench.reductions.rewrites()) {
        Edit edit = rewrite.rewrite(draft);
        if (edit.splices().isEmpty() && edit.claims().size() > 100) {
          throw new AssertionError();
        }
      }
      times[i] = CPU.getCurrentThreadCpuTime() - from;
    }
    return Arrays.copyOfRange(times, ROUNDS / 2, ROUNDS);
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.println(
        what
            + ": p50 "
            + nanos[nanos.length / 2] / 1_000
            + " us, p99 "
            + nanos[nanos.length * 99 / 100] / 1_000
            + " us");
  }
}
