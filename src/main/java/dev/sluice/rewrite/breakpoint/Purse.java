package dev.sluice.rewrite.breakpoint;

/**
 * What a program paid for writes and what its reads have saved, in tokens of fresh input. Writes
 * that nothing speaks for but a belief are trials and stand apart, until a conversation of the
 * program goes on: their price is what it cost to learn that. All sums are halved together now and
 * then, so that what was long ago counts less. Not safe for several threads.
 */
final class Purse {
  /** Share of its input that a program may lose on writes. */
  static final double SHARE = 0.01;

  private static final int MEMORY = 200;

  private double input;
  private double gained;
  private double risked;
  private int requests;

  /** Nothing paid yet. */
  Purse() {}

  /** As it stood before. */
  Purse(State state) {
    input = Math.max(0, state.input);
    gained = state.gained;
    risked = Math.max(0, state.risked);
    requests = Math.max(0, state.requests);
  }

  /**
   * How it stands.
   *
   * @param input tokens of all its requests
   * @param gained what reads saved less what was paid for writes, but for trials
   * @param risked what was paid for trials that nothing came of yet
   * @param requests since the sums were last halved
   */
  record State(double input, double gained, double risked, int requests) {}

  State state() {
    return new State(input, gained, risked, requests);
  }

  /** Another request of so many tokens. */
  void sent(double tokens) {
    input += tokens;
    requests++;
    if (requests >= MEMORY) {
      requests = 0;
      input /= 2;
      gained /= 2;
      risked /= 2;
    }
  }

  /** A request goes out that most likely costs so much more. */
  void pay(double premium, boolean trial) {
    if (trial) {
      risked += premium;
    } else {
      gained -= premium;
    }
  }

  /** It cost something else. */
  void correct(double premium, double truth, boolean trial) {
    if (!trial) {
      gained += premium - truth;
    } else if (risked > 0) {
      risked = Math.max(0, risked - premium + truth);
    }
  }

  /** Something was read. */
  void save(double tokens) {
    gained += tokens;
  }

  /** Conversations of the program go on, so the trials were worth it. */
  void redeem() {
    risked = 0;
  }

  /** Whether a write that evidence speaks for may be lost. */
  boolean affords(double premium) {
    return gained >= 0 || premium - gained <= SHARE * input;
  }
}
