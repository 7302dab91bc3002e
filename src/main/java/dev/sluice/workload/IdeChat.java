package dev.sluice.workload;

import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
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
 * The chat of an editor: each question brings the current text of one to three open files, most of
 * them as they were the last time.
 */
final class IdeChat implements Workload {
  private static final String MODEL = "claude-sonnet-4-6";
  private static final String CACHING_ALONE = "caching alone";
  private static final int FILES = 6;

  private final int turns;

  IdeChat(int turns) {
    this.turns = turns;
  }

  @Override
  public String name() {
    return "ide-chat";
  }

  @Override
  public String summary() {
    return "a chat of " + turns + " turns that sends the open files with each question";
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.direct(),
        Variant.beside(CACHING_ALONE, "safe", Map.of()),
        Variant.sluice("balanced"));
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    String system = "You help a programmer in the editor.\n\n" + texts.prose(1_200);
    Scripted scripted = new Scripted();
    List<String> questions = questions(texts, scripted);
    scene.simulator().answers(scripted.all());
    Conversation talk = new Conversation();
    try (MessagesClient client = scene.client("ide-chat/0.9")) {
      for (String question : questions) {
        talk.say(question);
        ObjectNode body = Json.object().put("model", MODEL).put("max_tokens", 4_096);
        body.put("system", system).set("messages", talk.plain());
        talk.heard(client.send(body.put("stream", true)));
        scene.passSeconds(texts.between(15, 200));
      }
    }
  }

  private List<String> questions(Texts texts, Scripted scripted) {
    List<OpenFile> project = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String name = texts.className();
      project.add(new OpenFile(name, texts.code(name, texts.between(400, 2_000))));
    }
    List<String> questions = new ArrayList<>();
    int current = 0;
    for (int turn = 0; turn < turns; turn++) {
      if (texts.random().nextInt(4) == 0) {
        current = texts.random().nextInt(FILES);
      }
      if (turn > 0 && texts.random().nextInt(3) == 0) {
        project.set(current, project.get(current).edited(texts));
      }
      String asked = "Question " + (turn + 1) + ": " + texts.sentence() + " How do I change that?";
      questions.add(attached(texts, project, current) + asked);
      scripted.text(asked, answer(texts));
    }
    return questions;
  }

  /** The current file and up to two of its neighbours. */
  private static String attached(Texts texts, List<OpenFile> project, int current) {
    StringBuilder text = new StringBuilder();
    int files = texts.between(1, 3);
    for (int i = 0; i < files; i++) {
      text.append(project.get((current + i) % FILES).fenced());
    }
    return text.toString();
  }

  private static String answer(Texts texts) {
    String code = texts.random().nextBoolean() ? "\n```java\n" + texts.method() + "```\n" : "";
    return texts.prose(texts.between(60, 250)) + code;
  }

  /**
   * A file in the editor.
   *
   * @param name of its class
   * @param text the whole of it
   */
  private record OpenFile(String name, String text) {
    private OpenFile edited(Texts texts) {
      int end = text.lastIndexOf('}');
      return new OpenFile(name, text.substring(0, end) + texts.method() + "}\n");
    }

    private String fenced() {
      return "`src/main/java/shop/" + name + ".java`\n```java\n" + text + "```\n\n";
    }
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    Run alone = runs.of(CACHING_ALONE);
    Run sluice = runs.sluice();
    double fewer = 1 - (double) sluice.bill().input() / Math.max(1, alone.bill().input());
    return List.of(
        new Verdict(
            "at least 30 % fewer input tokens than caching alone",
            Verdict.percent(fewer), fewer >= 0.30),
        new Verdict(
            "cheaper than caching alone",
            Verdict.percent(sluice.cheaperThan(alone)),
            sluice.nanos() < alone.nanos()));
  }
}
