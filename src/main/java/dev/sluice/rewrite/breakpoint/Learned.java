package dev.sluice.rewrite.breakpoint;

import java.time.Instant;

/**
 * What is known of programs and of the provider, and outlives the process. Bounded: what was not
 * used for longest goes first. Not safe for several threads.
 */
final class Learned {
  static final int PROGRAMS = 512;

  final Recent<Program, Lessons> programs = new Recent<>(PROGRAMS);
  final Recent<Cache, Trust> trusts = new Recent<>(PROGRAMS);

  /** By what the provider's cache is divided. */
  record Cache(String tenant, String model) {}

  Lessons of(Program program) {
    return programs.get(program, () -> new Lessons());
  }

  Trust trust(String tenant, String model) {
    return trusts.get(new Cache(tenant, model), () -> new Trust());
  }

  /**
   * Whether a write may be tried that nothing speaks for but a belief. One at a time for all
   * programs of a tenant and model, unless it is small beside what they send.
   */
  boolean mayTry(Program program, double premium) {
    double[] sums = new double[2];
    programs.each((other, lessons) -> {
      if (other.neighbours(program)) {
        Purse.State state = lessons.purse.state();
        sums[0] += state.risked();
        sums[1] += state.input();
      }
    });
    return mayLose(sums[0], premium, sums[1]);
  }

  /**
   * The same for a conversation that goes on: what other programs have tried says nothing of it.
   */
  boolean mayGoOn(Program program, double premium) {
    Purse.State own = of(program).purse.state();
    return mayLose(own.risked(), premium, own.input());
  }

  private static boolean mayLose(double risked, double premium, double input) {
    return risked <= 0 || risked + premium <= Purse.SHARE * input;
  }

  /** Whether a write may be lost that evidence speaks for. */
  boolean mayRisk(Program program, double premium) {
    return of(program).purse.affords(premium);
  }

  /** As text that {@link LearnedText#read} understands. */
  String text(Instant now) {
    return LearnedText.of(this, now);
  }
}
