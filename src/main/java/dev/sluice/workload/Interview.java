package dev.sluice.workload;

import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * An interview by a model: no tools, a person who takes between 20 seconds and three minutes for
 * each answer, the whole talk sent again each time.
 */
final class Interview implements Workload {
  private static final String MODEL = "claude-sonnet-4-6";

  private final int turns;

  Interview(int turns) {
    this.turns = turns;
  }

  @Override
  public String name() {
    return "interview";
  }

  @Override
  public String summary() {
    return "a talk of " + turns + " turns with a person, no tools, gaps of 20 s to 3 min";
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    String system = "You interview people about their work.\n\n" + texts.prose(1_500);
    Conversation talk = new Conversation();
    Scripted scripted = new Scripted();
    String[] said = new String[turns];
    for (int turn = 0; turn < turns; turn++) {
      said[turn] = "(" + (turn + 1) + ") " + texts.prose(texts.between(60, 300));
      scripted.text(said[turn], texts.prose(texts.between(40, 180)));
    }
    scene.simulator().answers(scripted.all());
    try (MessagesClient client = scene.client("interviewer/2.3")) {
      for (String words : said) {
        talk.say(words);
        ObjectNode body = Json.object().put("model", MODEL).put("max_tokens", 1_024);
        body.put("system", system).set("messages", talk.plain());
        talk.heard(client.send(body.put("stream", true)));
        scene.passSeconds(texts.between(20, 180));
      }
    }
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    return List.of(Verdict.cheaper(runs.sluice(), runs.direct(), 0.65));
  }
}
