package dev.sluice.bench;

import java.util.List;

/**
 * Looks how much of the machine others used while something was measured, as that spoils it.
 *
 * <p>Others are all processes but the contestants and this one.
 */
final class Watch {

  private final List<Contestant> contestants;
  private double worstOthers;
  private double worstSteal;

  Watch(List<Contestant> contestants) {
    this.contestants = contestants;
  }

  /** The state at one moment. */
  record Mark(long at, long busy, long steal, long own) {}

  Mark mark() {
    long own = contestants.stream().mapToLong(Contestant::cpuMicros).sum();
    long mine = Machine.ownMicros(ProcessHandle.current());
    return new Mark(System.nanoTime(), Machine.busyMicros(), Machine.stealMicros(), own + mine);
  }

  /** Takes account of the time since {@code mark}. */
  void since(Mark before) {
    Mark now = mark();
    double micros = (now.at - before.at) / 1e3;
    worstOthers = Math.max(worstOthers, (now.busy - before.busy - now.own + before.own) / micros);
    worstSteal = Math.max(worstSteal, (now.steal - before.steal) / micros);
  }

  /** The most that others used in one run, in cores. */
  double others() {
    return Math.max(0, worstOthers);
  }

  /** The most that the host took in one run, in cores. */
  double steal() {
    return worstSteal;
  }
}
