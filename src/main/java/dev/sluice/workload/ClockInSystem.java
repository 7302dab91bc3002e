package dev.sluice.workload;

import dev.sluice.view.BreakSums;
import dev.sluice.workload.client.AgentRequest;
import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.replay.Booked;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.List;

/**
 * An agent whose system prompt begins with the time to the second: nothing after it can ever be
 * read from the prompt cache, and every breakpoint there is money lost.
 */
final class ClockInSystem implements Workload {
  private static final String MODEL = "claude-sonnet-4-6";
  private static final ToolStory.Sizes SIZES = new ToolStory.Sizes(150, 700, 1_500);

  private final int turns;

  ClockInSystem(int turns) {
    this.turns = turns;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String summary() {
    return "a tool loop of " + turns + " turns with the time in front of its system prompt";
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    String rules = texts.prose(2_000);
    ToolStory story = ToolStory.tell(texts, "t1", ToolStory.MEND, turns, SIZES, false);
    Scripted scripted = new Scripted();
    story.script(scripted);
    scene.simulator().answers(scripted.all());
    Conversation talk = new Conversation();
    talk.say(story.task());
    try (MessagesClient client = scene.client("clockwork/1.4")) {
      for (ToolStory.Step step : story.steps()) {
        String system = "Current time: " + scene.now() + "\n\n" + rules;
        Reply reply = client.send(AgentRequest.of(MODEL, 4_096, system, talk, false));
        scene.passSeconds(step.seconds());
        talk.heard(reply);
        step.answer(talk, reply);
      }
    }
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    return List.of(Verdict.notDearer(runs.sluice(), runs.direct(), 0.02), named(runs.sluice()));
  }

  private static Verdict named(Run sluice) {
    Booked booked = sluice.booked();
    List<BreakSums> breaks = booked == null ? List.of() : booked.breaks();
    List<BreakSums> right =
        breaks.stream().filter(one -> one.kind().equals("system") && one.wandering()).toList();
    long times = right.stream().mapToLong(BreakSums::count).sum();
    String cause = right.isEmpty() ? "" : ": " + right.getFirst().cause();
    return new Verdict(
        "the ledger names the part of the system prompt that wanders",
        times + " times" + cause,
        times > 0);
  }
}
