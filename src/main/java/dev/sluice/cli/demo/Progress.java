package dev.sluice.cli.demo;

/** Is told of each call as it ends. Safe for several threads. */
@FunctionalInterface
public interface Progress {

  /** A call has ended. */
  void ended(Done call);

  /**
   * A call that has ended.
   *
   * @param agent who made it
   * @param what what it was for, in a few words
   * @param hit whether the gateway answered it from its cache
   * @param millis how long it took
   */
  record Done(String agent, String what, boolean hit, long millis) {}
}
