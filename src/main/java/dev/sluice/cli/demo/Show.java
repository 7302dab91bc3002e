package dev.sluice.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Lets the sample agents work side by side. */
public final class Show {
  private Show() {}

  /**
   * Shares the calls out and waits for all of them.
   *
   * @throws IOException when an agent's call did not get an answer
   */
  public static void run(URI gateway, int calls, Progress progress)
      throws IOException, InterruptedException {
    int coding = calls * 2 / 5;
    FutureTask<Void> coder = start(new CoderAgent(gateway, progress), coding);
    FutureTask<Void> desk = start(new DeskAgent(gateway, progress), calls - coding);
    for (FutureTask<Void> agent : List.of(coder, desk)) {
      try {
        agent.get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof IOException reason) {
          throw reason;
        }
        throw new IllegalStateException(failed.getCause());
      }
    }
  }

  private static FutureTask<Void> start(SampleAgent agent, int calls) {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          agent.run(calls);
          return null;
        });
    Thread.ofPlatform().daemon().name(agent.name()).start(task);
    return task;
  }
}
