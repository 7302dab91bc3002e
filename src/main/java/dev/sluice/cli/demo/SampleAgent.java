package dev.sluice.cli.demo;

import java.io.IOException;

/** A program that talks to a model. Used by one thread. */
public interface SampleAgent {

  /** Its name, as it stands in its user agent. */
  String name();

  /**
   * Works for this many calls.
   *
   * @throws IOException when a call did not get an answer
   */
  void run(int calls) throws IOException, InterruptedException;
}
