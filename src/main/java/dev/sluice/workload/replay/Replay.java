package dev.sluice.workload.replay;

import java.io.IOException;

/** Runs a program on a scene of its own. */
public final class Replay {
  private Replay() {}

  /** A program. */
  @FunctionalInterface
  public interface Play {
    /**
     * Plays it to its end.
     *
     * @throws IOException when a call did not get an answer
     */
    void on(Scene scene) throws IOException, InterruptedException;
  }

  /**
   * Plays once. A call that is not answered ends the run early; the run says so.
   *
   * @param seed of texts and provider
   * @param called is run after each call
   * @throws IOException when the scene could not be set
   */
  public static Run once(Variant variant, long seed, Runnable called, Play play)
      throws IOException, InterruptedException {
    try (Scene scene = Scene.open(variant, seed, called)) {
      String failure = "";
      try {
        play.on(scene);
      } catch (IOException broken) {
        failure = String.valueOf(broken.getMessage());
      }
      return scene.finish(failure);
    }
  }
}
