package dev.sluice.workload;

import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.List;

/** A program whose bill shows what Sluice saves. Stateless: every run begins anew. */
public interface Workload {

  /** Its name on the command line. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** The runs to make, in order; {@link Variant#DIRECT} is among them. */
  default List<Variant> variants() {
    return List.of(Variant.direct(), Variant.sluice("safe"));
  }

  /**
   * Plays it once, as one of the {@link #variants}; the same texts, gaps and answers each time.
   *
   * @throws IOException when a call did not get an answer
   */
  void play(Scene scene, Variant variant) throws IOException, InterruptedException;

  /** What was promised of it, and whether it holds. */
  List<Verdict> judge(Runs runs);
}
