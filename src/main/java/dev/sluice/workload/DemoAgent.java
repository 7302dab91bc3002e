package dev.sluice.workload;

import dev.sluice.workload.client.AgentRequest;
import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent that does everything with one large model: a main loop that finds and mends a hard bug,
 * a sub-agent that looks things up, and single calls for tests, titles and extracts. A third of the
 * calls is simple, a third moderate, a third complex.
 */
final class DemoAgent implements Workload {
  private static final String MODEL = "claude-opus-4-6";
  private static final String MIDDLE = "claude-sonnet-4-6";
  private static final String SMALL = "claude-haiku-4-5";
  private static final String CACHING_ALONE = "caching alone";
  private static final String BY_HAND = "marked and routed by hand";
  private static final String LABELLED = "labelled prompts";
  private static final String LOWERED = "lowered";
  private static final String BELOW = "below their label";
  private static final String ASKED = "asked";
  private static final ToolStory.Sizes MAIN = new ToolStory.Sizes(200, 900, 2_000);
  private static final ToolStory.Sizes LOOKUP = new ToolStory.Sizes(300, 900, 1_500);

  private static final String HARD =
      "The totals of two reports differ under concurrent load, but only with more than one writer."
          + " Find the root cause of this race, prove it, design a fix that keeps the order of"
          + " commits, and explain the trade-offs.";
  private static final String EASY =
      "Find where the price parser is called and list the callers with one sentence about each.";

  private final int calls;

  /** An agent of so many calls, at least 6. */
  DemoAgent(int calls) {
    this.calls = calls;
  }

  @Override
  public String name() {
    return "demo-agent";
  }

  @Override
  public String summary() {
    return calls + " calls of a mixed agent that asks one large model for everything";
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.direct(),
        Variant.direct(BY_HAND),
        Variant.beside(CACHING_ALONE, "safe", Map.of()),
        Variant.sluice("aggressive"),
        Variant.sluice("aggressive").as(LABELLED, LABELLED).comparedWith(""));
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    try (MessagesClient client = scene.client("demo-agent/1.0")) {
      if (variant.style().equals(LABELLED)) {
        askAll(scene, client);
      } else {
        work(scene, client, variant.style().equals(BY_HAND));
      }
    }
  }

  private void work(Scene scene, MessagesClient client, boolean byHand)
      throws IOException, InterruptedException {
    Texts texts = scene.texts();
    Scripted scripted = new Scripted();
    int third = calls / 3;
    List<Errand> simple = Errand.simple(texts, third, scripted);
    List<Errand> moderate = Errand.moderate(texts, third - third / 2, scripted);
    Loop main = Loop.main(texts, calls - 2 * third);
    Loop lookup = Loop.lookup(texts, third / 2);
    main.story.script(scripted);
    lookup.story.script(scripted);
    scene.simulator().answers(scripted.all());
    for (int i = 0; i < calls - 2 * third; i++) {
      main.turn(scene, client, MODEL, byHand);
      if (i < simple.size()) {
        run(simple.get(i), scene, client, byHand ? SMALL : MODEL);
      }
      if (i < moderate.size()) {
        run(moderate.get(i), scene, client, byHand ? MIDDLE : MODEL);
      } else if (i - moderate.size() < third / 2) {
        lookup.turn(scene, client, byHand ? MIDDLE : MODEL, byHand);
      }
    }
  }

  /** A conversation with tools. For one thread. */
  private static final class Loop {
    private final Conversation talk = new Conversation();
    private final String system;
    private final ToolStory story;
    private int turn;

    private Loop(String system, ToolStory story) {
      this.system = system;
      this.story = story;
      talk.say(story.task());
    }

    private static Loop main(Texts texts, int turns) {
      String system = "You are a careful programmer in a Java project.\n\n" + texts.prose(2_000);
      return new Loop(system, ToolStory.tell(texts, "m1", HARD, turns, MAIN, false));
    }

    private static Loop lookup(Texts texts, int turns) {
      String system = "You look things up in a Java project.\n\n" + texts.prose(1_200);
      return new Loop(system, ToolStory.tell(texts, "l1", EASY, turns, LOOKUP, false));
    }

    private void turn(Scene scene, MessagesClient client, String model, boolean marking)
        throws IOException, InterruptedException {
      ToolStory.Step step = story.steps().get(turn++);
      Reply reply = client.send(AgentRequest.of(model, 8_192, system, talk, marking));
      scene.note(LOWERED, reply.model().equals(MODEL) ? 0 : 1);
      scene.passSeconds(step.seconds());
      talk.heard(reply);
      step.answer(talk, reply);
    }
  }

  private static void run(Errand errand, Scene scene, MessagesClient client, String model)
      throws IOException, InterruptedException {
    ObjectNode body = Json.object().put("model", model).put("max_tokens", errand.limit());
    body.put("system", "You do one small job for a programmer. Answer with the result alone.");
    Conversation talk = new Conversation();
    talk.sayInBlocks("<document>\n" + errand.material() + "\n</document>", errand.asked());
    body.set("messages", talk.plain());
    Reply reply = client.send(body);
    scene.note(LOWERED, reply.model().equals(MODEL) ? 0 : 1);
    scene.passSeconds(3);
  }

  /** Sends every labelled prompt alone, as the API's simplest request. */
  private static void askAll(Scene scene, MessagesClient client)
      throws IOException, InterruptedException {
    for (LabelledPrompt prompt : LabelledPrompt.all()) {
      ObjectNode body = Json.object().put("model", MODEL).put("max_tokens", 1_024);
      body.putArray("messages").addObject().put("role", "user").put("content", prompt.text());
      Reply reply = client.send(body);
      scene.note(ASKED, 1);
      scene.note(BELOW, prompt.servedBelow(reply.model()) ? 1 : 0);
      scene.passSeconds(1);
    }
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    Run labelled = runs.of(LABELLED);
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(Verdict.cheaper(runs.sluice(), runs.of(CACHING_ALONE), 0.30));
    long asked = labelled.note(ASKED);
    double below = asked == 0 ? 1 : (double) labelled.note(BELOW) / asked;
    verdicts.add(
        new Verdict(
            "at most 2 % of labelled prompts sent below their label",
            labelled.note(BELOW) + " of " + asked, below <= 0.02));
    return verdicts;
  }
}
