package dev.sluice.workload;

import dev.sluice.workload.client.AgentRequest;
import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.replay.Bill;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Agents that start at the same moment on one system prompt and the same tools, each with a task of
 * its own, and work side by side for some turns.
 */
final class SubAgents implements Workload {
  private static final String MODEL = "claude-sonnet-4-6";
  private static final ToolStory.Sizes SIZES = new ToolStory.Sizes(200, 900, 2_000);

  /** Long enough that all of them are under way before the first reply begins. */
  private static final int FIRST_BYTE_MILLIS = 250;

  private final int agents;
  private final int turns;

  SubAgents(int agents, int turns) {
    this.agents = agents;
    this.turns = turns;
  }

  @Override
  public String name() {
    return "sub-agents";
  }

  @Override
  public String summary() {
    return agents + " agents that start at once on one prefix, " + turns + " turns each";
  }

  @Override
  public List<Variant> variants() {
    return List.of(Variant.direct(), Variant.direct("hand-placed"), Variant.sluice("safe"));
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    boolean marking = variant.style().equals("hand-placed");
    String system = "You are one of several agents.\n\n" + texts.prose(5_000);
    Scripted scripted = new Scripted();
    List<Agent> all = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      ToolStory story = ToolStory.tell(texts, "a" + i, ToolStory.MEND, turns, SIZES, false);
      story.script(scripted);
      all.add(new Agent(system, story, marking));
    }
    scene.simulator().answers(scripted.all());
    try (MessagesClient client = scene.client("sub-agents/1.0");
        ExecutorService threads = Executors.newFixedThreadPool(agents)) {
      for (int turn = 0; turn < turns; turn++) {
        int now = turn;
        scene.simulator().firstByteMillis(turn == 0 ? FIRST_BYTE_MILLIS : 0);
        together(threads, all.stream().map(agent -> agent.turn(client, now)).toList());
        scene.passSeconds(texts.between(10, 60));
      }
    }
  }

  private static void together(ExecutorService threads, List<Callable<Void>> calls)
      throws IOException, InterruptedException {
    for (Future<Void> call : threads.invokeAll(calls)) {
      try {
        call.get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof IOException reason) {
          throw reason;
        }
        throw new IllegalStateException(failed.getCause());
      }
    }
  }

  /** One agent. Used by one thread at a time. */
  private static final class Agent {
    private final Conversation talk = new Conversation();
    private final String system;
    private final ToolStory story;
    private final boolean marking;

    private Agent(String system, ToolStory story, boolean marking) {
      this.system = system;
      this.story = story;
      this.marking = marking;
      talk.say(story.task());
    }

    private Callable<Void> turn(MessagesClient client, int turn) {
      return () -> {
        Reply reply = client.send(AgentRequest.of(MODEL, 4_096, system, talk, marking));
        talk.heard(reply);
        story.steps().get(turn).answer(talk, reply);
        return null;
      };
    }
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    Run sluice = runs.sluice();
    List<Bill.Line> lines = sluice.bill().lines();
    long cold = lines.stream().filter(line -> line.tokens().cacheRead() == 0).count();
    return List.of(
        new Verdict(
            "one call pays for the shared prefix, all others read it",
            cold + " of " + lines.size() + " calls read nothing",
            cold == 1),
        Verdict.notDearer(sluice, runs.direct(), 0));
  }
}
