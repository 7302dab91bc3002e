package dev.sluice.workload;

import dev.sluice.workload.client.AgentRequest;
import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.List;

/**
 * A coding agent that sends its whole conversation again each turn: a long system prompt, eight
 * tools, results of 300 to 3,000 tokens. Either it knows nothing of prompt caching, or it marks
 * system prompt and newest block itself.
 */
final class CodingAgent implements Workload {
  private static final String MODEL = "claude-sonnet-4-6";
  private static final String HAND_PLACED = "hand-placed";
  private static final int SYSTEM = 3_000;
  private static final ToolStory.Sizes SIZES = new ToolStory.Sizes(300, 1_300, 3_000);

  private final int turns;
  private final boolean marks;

  private CodingAgent(int turns, boolean marks) {
    this.turns = turns;
    this.marks = marks;
  }

  /** The naive one. */
  static CodingAgent plain(int turns) {
    return new CodingAgent(turns, false);
  }

  /** The one that places its own breakpoints. */
  static CodingAgent marked(int turns) {
    return new CodingAgent(turns, true);
  }

  @Override
  public String name() {
    return marks ? "coding-agent-marked" : "coding-agent";
  }

  @Override
  public String summary() {
    String what = marks ? "that places breakpoints of its own" : "that knows no prompt caching";
    return "a tool loop of " + turns + " turns by a client " + what;
  }

  @Override
  public List<Variant> variants() {
    return marks
        ? Workload.super.variants()
        : List.of(Variant.direct(), Variant.direct(HAND_PLACED), Variant.sluice("safe"));
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    boolean marking = marks || variant.style().equals(HAND_PLACED);
    String system = "You are a careful programmer in a Java project.\n\n" + texts.prose(SYSTEM);
    ToolStory story = ToolStory.tell(texts, "c1", ToolStory.MEND, turns, SIZES, false);
    Scripted scripted = new Scripted();
    story.script(scripted);
    scene.simulator().answers(scripted.all());
    Conversation talk = new Conversation();
    talk.say(story.task());
    try (MessagesClient client = scene.client("coding-agent/1.0")) {
      for (ToolStory.Step step : story.steps()) {
        Reply reply = client.send(AgentRequest.of(MODEL, 8_192, system, talk, marking));
        scene.passSeconds(step.seconds());
        talk.heard(reply);
        step.answer(talk, reply);
      }
    }
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    Run direct = runs.direct();
    Run sluice = runs.sluice();
    return marks
        ? List.of(Verdict.sameTokens(sluice, direct))
        : List.of(
            Verdict.cheaper(sluice, direct, 0.80), asGood(sluice, runs.of(HAND_PLACED), direct));
  }

  private static Verdict asGood(Run sluice, Run handPlaced, Run direct) {
    double best = (double) direct.nanos() - handPlaced.nanos();
    double share = best <= 0 ? 0 : (direct.nanos() - sluice.nanos()) / best;
    return new Verdict(
        "at least 95 % of what hand-placed breakpoints save",
        Verdict.percent(share), share >= 0.95);
  }
}
