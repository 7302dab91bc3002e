package dev.sluice.workload;

import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.corpus.SupportDesk;
import dev.sluice.workload.corpus.SupportDesk.Intent;
import dev.sluice.workload.corpus.SupportDesk.NearMiss;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * A support desk that puts each question alone to a small model. First a warm-up, in which the
 * semantic cache learns what it may trust: most wordings of each intent, once each. Then 300
 * questions that were never asked before: the other wordings, and near misses among them. Then all
 * other near misses. No question comes twice, so that the exact cache has no part in it.
 */
final class SupportAgent implements Workload {
  private static final String MODEL = "claude-haiku-4-5";
  private static final int QUESTIONS = 300;
  private static final int HELD_BACK = 4;
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
    return QUESTIONS + " questions to a support desk after a warm-up, paraphrases and near misses";
  }

  @Override
  public List<Variant> variants() {
    return List.of(Variant.direct(), Variant.sluice("aggressive"));
  }

  /**
   * One question.
   *
   * @param text what is asked
   * @param answer what must be in the answer
   * @param hostile whether it is a near miss
   */
  private record Asked(String text, String answer, boolean hostile) {}

  /**
   * What is asked, in order.
   *
   * @param warmUp wordings from which is learned
   * @param day other wordings and some near misses
   * @param rest the other near misses
   */
  private record Plan(List<Asked> warmUp, List<Asked> day, List<Asked> rest) {

    private static Plan of(List<Intent> intents, RandomGenerator random) {
      List<Asked> warmUp = new ArrayList<>();
      List<Asked> fresh = new ArrayList<>();
      List<Asked> hostile = new ArrayList<>();
      for (Intent intent : intents) {
        List<String> wordings = new ArrayList<>(intent.questions());
        Collections.shuffle(wordings, Random.from(random));
        int kept = Math.max(1, wordings.size() - HELD_BACK);
        for (int i = 0; i < wordings.size(); i++) {
          Asked asked = new Asked(wordings.get(i), intent.answer(), false);
          (i < kept ? warmUp : fresh).add(asked);
        }
        for (NearMiss near : intent.nearMisses()) {
          hostile.add(new Asked(near.question(), near.answer(), true));
        }
      }
      Collections.shuffle(warmUp, Random.from(random));
      Collections.shuffle(fresh, Random.from(random));
      Collections.shuffle(hostile, Random.from(random));
      int among = Math.clamp(QUESTIONS - (long) fresh.size(), 0, hostile.size());
      List<Asked> day = new ArrayList<>(fresh.subList(0, Math.min(fresh.size(), QUESTIONS)));
      day.addAll(hostile.subList(0, among));
      Collections.shuffle(day, Random.from(random));
      return new Plan(warmUp, day, hostile.subList(among, hostile.size()));
    }

    private List<Asked> all() {
      List<Asked> all = new ArrayList<>(warmUp);
      all.addAll(day);
      all.addAll(rest);
      return all;
    }
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    List<Intent> known = SupportDesk.bundled().intents();
    Plan plan = Plan.of(known.subList(0, Math.min(intents, known.size())), texts.random());
    script(scene, plan);
    String system = "You answer the questions of a shop's customers.\n\n" + texts.prose(600);
    try (MessagesClient client = scene.client("support-desk/5.0")) {
      for (Asked asked : plan.warmUp) {
        ask(scene, client, system, asked);
        scene.breathe(asked == plan.warmUp.getFirst() ? loadingMillis : BREATH_MILLIS);
        scene.note(WARMING, 1);
      }
      for (Asked asked : plan.day) {
        judge(scene, asked, ask(scene, client, system, asked));
        scene.breathe(BREATH_MILLIS);
      }
      for (Asked asked : plan.rest) {
        judge(scene, asked, ask(scene, client, system, asked));
      }
    }
  }

  /** Longer questions first, as a short one may be a part of them. */
  private static void script(Scene scene, Plan plan) throws IOException {
    RandomGenerator random = scene.texts().random();
    Scripted scripted = new Scripted();
    plan.all().stream()
        .sorted(Comparator.comparingInt((Asked asked) -> -asked.text.length()))
        .forEach(asked -> {
          String before = BEFORE[random.nextInt(BEFORE.length)];
          String after = AFTER[random.nextInt(AFTER.length)];
          scripted.text(asked.text, before + asked.answer + after);
        });
    scene.simulator().answers(scripted.all());
  }

  private static Reply ask(Scene scene, MessagesClient client, String system, Asked asked)
      throws IOException, InterruptedException {
    ObjectNode body = Json.object().put("model", MODEL).put("max_tokens", 400);
    body.put("temperature", 0.0).put("system", system);
    body.putArray("messages").addObject().put("role", "user").put("content", asked.text);
    Reply reply = client.send(body);
    scene.passSeconds(20);
    return reply;
  }

  private static void judge(Scene scene, Asked asked, Reply reply) {
    boolean served = reply.cache().equals("semantic");
    boolean wrong = !reply.words().contains(asked.answer);
    scene.note(asked.hostile ? HOSTILE : PARAPHRASES, 1);
    scene.note(asked.hostile ? HOSTILE_SERVED : SERVED, served ? 1 : 0);
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
