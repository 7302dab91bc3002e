package dev.sluice.workload;

import dev.sluice.workload.replay.Run;
import java.util.List;

/**
 * What came of a workload.
 *
 * @param name its name
 * @param summary what it does
 * @param runs its runs, in order
 * @param verdicts its own goals first, then those that hold for every workload
 */
public record Outcome(String name, String summary, List<Run> runs, List<Verdict> verdicts) {
  public Outcome {
    runs = List.copyOf(runs);
    verdicts = List.copyOf(verdicts);
  }

  /** Whether every goal is met. */
  public boolean met() {
    return verdicts.stream().allMatch(Verdict::met);
  }
}
