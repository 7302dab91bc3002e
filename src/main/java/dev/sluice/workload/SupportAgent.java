package dev.sluice.workload;

import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.corpus.SupportDesk;
import dev.sluice.workload.corpus.SupportDesk.Asked;
import dev.sluice.workload.corpus.SupportDesk.Intent;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A support desk that puts each question alone to a small model. First a warm-up, in which the
 * semantic cache learns what it may trust; then wordings that were never asked before, with near
 * misses among them. No question comes twice, so that the exact cache has no part in it.
 */
final class SupportAgent implements Workload {
  private static final String MODEL = "claude-haiku-4-5";
  private static final String WARMING = "warm-up";
  private static final String PARAPHRASES = "paraphrases";
  private static final String SERVED = "paraphrases served";
  private static final String WRONG = "served wrongly";
  private static final String HOSTILE = "near misses";
  private static final String HOSTILE_SERVED = "near misses served";
  private static final String[] BEFORE = {"", "Sure. ", "Of course. ", "Happy to help: "};
  private static final String[] AFTER = {"", "", " I hope that helps.", " Have a nice day!"};

  /** Real time between two questions, in which a gateway may learn from the reply before. */
  private static final int BREATH_MILLIS = 15;

  private final int intents;
  private final int loadingMillis;

  /**
   * A desk with so many of the corpus's intents, or all that there are.
   *
   * @param loadingMillis real time after the first question, in which a gateway loads its model
   */
  SupportAgent(int intents, int loadingMillis) {
    this.intents = intents;
    this.loadingMillis = loadingMillis;
  }

  @Override
  public String name() {
    return "support-desk";
  }

  @Override
  public String summary() {
    return "a support desk: a warm-up, then paraphrases with near misses among them";
  }

  @Override
  public List<Variant> variants() {
    return List.of(Variant.direct(), Variant.sluice("aggressive"));
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    List<Intent> known = SupportDesk.bundled().intents();
    SupportDesk desk = new SupportDesk(known.subList(0, Math.min(intents, known.size())));
    script(scene, desk);
    String system =
        "You answer the questions of a shop's customers.\n\n" + scene.texts().prose(600);
    try (MessagesClient client = scene.client("support-desk/5.0")) {
      int pause = loadingMillis;
      for (Asked asked : desk.warmUp()) {
        ask(scene, client, system, asked);
        scene.breathe(pause);
        scene.note(WARMING, 1);
        pause = BREATH_MILLIS;
      }
      for (Asked asked : desk.counted()) {
        judge(scene, asked, ask(scene, client, system, asked));
      }
    }
  }

  /** Longer questions first, as a short one may be a part of them. */
  private static void script(Scene scene, SupportDesk desk) throws IOException {
    RandomGenerator random = scene.texts().random();
    Scripted scripted = new Scripted();
    Stream.concat(desk.warmUp().stream(), desk.counted().stream())
        .sorted(Comparator.comparingInt((Asked asked) -> -asked.question().length()))
        .forEach(asked -> {
          String before = BEFORE[random.nextInt(BEFORE.length)];
          String after = AFTER[random.nextInt(AFTER.length)];
          scripted.text(asked.question(), before + asked.answer() + after);
        });
    scene.simulator().answers(scripted.all());
  }

  private static Reply ask(Scene scene, MessagesClient client, String system, Asked asked)
      throws IOException, InterruptedException {
    ObjectNode body = Json.object().put("model", MODEL).put("max_tokens", 400);
    body.put("temperature", 0.0).put("system", system);
    body.putArray("messages").addObject().put("role", "user").put("content", asked.question());
    Reply reply = client.send(body);
    scene.passSeconds(20);
    return reply;
  }

  private static void judge(Scene scene, Asked asked, Reply reply) {
    boolean served = reply.cache().equals("semantic");
    boolean wrong = !reply.words().contains(asked.answer());
    scene.note(asked.nearMiss() ? HOSTILE : PARAPHRASES, 1);
    scene.note(asked.nearMiss() ? HOSTILE_SERVED : SERVED, served ? 1 : 0);
    scene.note(WRONG, served && wrong ? 1 : 0);
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    Map<String, Long> notes = runs.sluice().notes();
    Run sluice = runs.sluice();
    long all = sluice.note(PARAPHRASES);
    long served = sluice.note(SERVED);
    long hits = served + sluice.note(HOSTILE_SERVED);
    long wrong = sluice.note(WRONG);
    String warm = " after " + notes.getOrDefault(WARMING, 0L) + " questions of warm-up";
    return List.of(
        new Verdict(
            "at least 40 % of paraphrases served" + warm,
            served + " of " + all + ", " + Verdict.percent(share(served, all)),
            share(served, all) >= 0.40),
        new Verdict(
            "at most 1 % of what is served is wrong",
            wrong + " of " + hits + ", " + Interval.wilson(wrong, hits),
            hits > 0 && share(wrong, hits) <= 0.01),
        new Verdict(
            "no near miss is served",
            sluice.note(HOSTILE_SERVED) + " of " + sluice.note(HOSTILE),
            sluice.note(HOSTILE_SERVED) == 0));
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }
}
