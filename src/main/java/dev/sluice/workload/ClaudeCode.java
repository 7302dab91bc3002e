package dev.sluice.workload;

import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.client.Toolbox;
import dev.sluice.workload.replay.Received;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session with the shape of Claude Code's (spec clients section 2): messages of the operator in
 * mid-conversation, signed thinking on a model that binds it to its prefix, breakpoints of its own
 * that move along, its headers and betas. Nothing of it may change on the way.
 */
final class ClaudeCode implements Workload {
  private static final String MODEL = "claude-opus-5-5";
  private static final String SESSION = "3f0c2a54-7d7e-4c0f-9b1e-2c9a5d5f8e10";
  private static final ToolStory.Sizes SIZES = new ToolStory.Sizes(300, 1_300, 3_000);
  private static final int REMINDED_EVERY = 6;
  private static final Map<String, String> HEADERS =
      Map.of(
          "x-claude-code-session-id", SESSION,
          "x-app", "cli",
          "x-stainless-retry-count", "0",
          "x-stainless-timeout", "600",
          "accept", "application/json",
          "anthropic-dangerous-direct-browser-access", "true",
          "anthropic-beta",
              "claude-code-20250219,interleaved-thinking-2025-05-14,"
                  + "context-management-2025-06-27,per-turn-control-2026-07-01,"
                  + "mid-conversation-tool-changes-2026-07-01,thinking-token-count-2026-05-13,"
                  + "advanced-tool-use-2025-11-20,effort-2025-11-24");

  private final int turns;

  ClaudeCode(int turns) {
    this.turns = turns;
  }

  @Override
  public String name() {
    return "claude-code";
  }

  @Override
  public String summary() {
    return "a session of " + turns + " turns with the shape of Claude Code's";
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.direct(),
        Variant.sluice("safe"),
        Variant.beside("aggressive", "aggressive", Map.of()));
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    Session session = new Session(texts);
    ToolStory story = ToolStory.tell(texts, "cc", ToolStory.MEND, turns, SIZES, true);
    Scripted scripted = new Scripted();
    story.script(scripted);
    scene.simulator().answers(scripted.all());
    session.opens(story.task());
    try (MessagesClient client = scene.client("claude-cli/2.1.328 (external, cli)")) {
      for (int turn = 0; turn < turns; turn++) {
        ToolStory.Step step = story.steps().get(turn);
        Reply reply = client.send("/v1/messages?beta=true", session.request(), HEADERS);
        scene.passSeconds(step.seconds());
        session.goesOn(reply, step, turn % REMINDED_EVERY == REMINDED_EVERY - 1);
      }
    }
  }

  /** What such a session sends. For one thread. */
  private static final class Session {
    private final Conversation talk = new Conversation();
    private final Texts texts;
    private final String prompt;

    private Session(Texts texts) {
      this.texts = texts;
      prompt = texts.prose(1_900);
    }

    private void opens(String task) {
      talk.sayInBlocks(
          "<system-reminder>\ngit status\n" + texts.log(60) + "\n</system-reminder>", task);
      ObjectNode environment = talk.instruct("Environment\n" + texts.prose(2_200));
      environment.putObject("output_config").put("effort", "medium");
    }

    private void goesOn(Reply reply, ToolStory.Step step, boolean reminded) {
      talk.heard(reply);
      step.answer(talk, reply);
      if (reminded) {
        talk.instruct("Reminder: " + texts.prose(50));
      }
    }

    private ObjectNode request() {
      ObjectNode body = Json.object().put("model", MODEL);
      body.set("messages", talk.marked());
      ArrayNode system = body.putArray("system");
      system.add(
          Json.text("x-anthropic-billing-header: cc_version=2.1.328.a1b; cc_entrypoint=cli;"));
      system.add(Json.mark(Json.text("You are Claude Code, Anthropic's official CLI for Claude.")));
      system.add(Json.mark(Json.text(prompt)));
      body.set("tools", Toolbox.coding());
      String device = "0123456789abcdef".repeat(4);
      body.putObject("metadata")
          .put(
              "user_id",
              Json.object()
                  .put("device_id", device)
                  .put("account_uuid", "")
                  .put("session_id", SESSION)
                  .toString());
      body.put("max_tokens", 64_000);
      body.putObject("thinking").put("type", "adaptive").put("display", "summarized");
      ArrayNode edits = body.putObject("context_management").putArray("edits");
      edits.addObject().put("type", "clear_thinking_20251015").put("keep", "all");
      body.putObject("output_config").put("effort", "medium");
      return body.put("stream", true);
    }
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    Run direct = runs.direct();
    Run aggressive = runs.of("aggressive");
    return List.of(
        sameBytes(runs.sluice(), direct),
        Verdict.sameTokens(runs.sluice(), direct),
        sameBytes(aggressive, direct),
        Verdict.sameTokens(aggressive, direct));
  }

  private static Verdict sameBytes(Run sluice, Run direct) {
    String goal = "the provider gets the client's own bytes, " + sluice.variant().setting();
    List<Received> there = sluice.received();
    List<Received> here = direct.received();
    if (there.size() != here.size()) {
      return new Verdict(goal, there.size() + " requests for " + here.size(), false);
    }
    for (int i = 0; i < there.size(); i++) {
      Received got = there.get(i);
      Received sent = here.get(i);
      if (!got.sha256().equals(sent.sha256())
          || !got.betas().equals(sent.betas())
          || !got.target().equals(sent.target())) {
        return new Verdict(goal, "request " + (i + 1) + " differs", false);
      }
    }
    return new Verdict(goal, there.size() + " requests identical", true);
  }
}
