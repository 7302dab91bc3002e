package dev.sluice.workload;

import dev.sluice.workload.replay.Booked;
import dev.sluice.workload.replay.Replay;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays workloads in all their variants and judges them.
 *
 * @param seed what every text, gap and answer follows from
 * @param profile of the gateways that the goals are about; null takes the one each goal names
 * @param progress is told how it goes on
 */
public record Bench(long seed, @Nullable String profile, Progress progress) {

  /**
   * Plays one workload.
   *
   * @throws IOException when simulator or gateway do not start
   */
  public Outcome play(Workload workload) throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (Variant named : workload.variants()) {
      Variant variant = named.withProfile(profile);
      progress.began(workload.name(), variant.name());
      long own = seed * 1_000_003 + workload.name().hashCode();
      runs.add(Replay.once(variant, own, progress::called, scene -> workload.play(scene, variant)));
    }
    Runs all = new Runs(runs);
    List<Verdict> verdicts = new ArrayList<>(workload.judge(all));
    verdicts.add(noNewErrors(all));
    verdicts.add(exactBooks(all));
    Outcome outcome = new Outcome(workload.name(), workload.summary(), runs, verdicts);
    progress.ended(outcome);
    return outcome;
  }

  private static Verdict noNewErrors(Runs runs) {
    long errors = 0;
    String first = "";
    for (Run run : runs.all()) {
      errors += run.errors();
      if (first.isEmpty() && !run.failure().isEmpty()) {
        first = ": " + run.variant().name() + ", " + run.failure();
      }
    }
    String measured = errors + first;
    return new Verdict("no call ends in an error", measured, errors == 0 && first.isEmpty());
  }

  private static Verdict exactBooks(Runs runs) {
    String goal = "ledger and bill agree to the nano-dollar";
    for (Run run : runs.throughGateway()) {
      Booked booked = run.booked();
      if (booked != null && !booked.agrees(run.bill())) {
        String measured =
            run.variant().name()
                + ": "
                + booked.totals().cost()
                + " booked, "
                + run.nanos()
                + " billed for "
                + run.bill().requests()
                + " calls";
        return new Verdict(goal, measured, false);
      }
    }
    return new Verdict(goal, "equal", true);
  }
}
