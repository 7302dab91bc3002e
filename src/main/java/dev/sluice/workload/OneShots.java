package dev.sluice.workload;

import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Texts;
import dev.sluice.workload.client.Toolbox;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Scene;
import dev.sluice.workload.replay.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tickets that are sorted one by one, no two alike: with a short system prompt, with a long one,
 * with a forced tool for the answer's shape, and with a system prompt that is never the same. What
 * a naive breakpoint writes here is never read.
 */
final class OneShots implements Workload {
  private static final String MODEL = "claude-sonnet-4-6";

  /** In what the calls differ. */
  private enum Kind {
    SHORT_SYSTEM("short system"),
    LONG_SYSTEM("long system"),
    FORCED_TOOL("forced tool"),
    OWN_SYSTEM("system of its own");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final int calls;

  OneShots(int calls) {
    this.calls = calls;
  }

  @Override
  public String name() {
    return "one-shots";
  }

  @Override
  public String summary() {
    return calls + " tickets sorted one by one, in four ways to ask";
  }

  @Override
  public List<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      boolean first = kind == Kind.SHORT_SYSTEM;
      String direct = first ? Variant.DIRECT : kind.words + ", direct";
      String sluice = first ? Variant.SLUICE : kind.words + ", sluice";
      variants.add(Variant.direct().as(direct, kind.name()).comparedWith(direct));
      variants.add(Variant.sluice("safe").as(sluice, kind.name()).comparedWith(direct));
    }
    return variants;
  }

  @Override
  public void play(Scene scene, Variant variant) throws IOException, InterruptedException {
    Texts texts = scene.texts();
    Kind kind = Kind.valueOf(variant.style());
    String system = "Sort tickets into billing, bug, account, feature or other.\n\n";
    String shared = system + texts.prose(kind == Kind.LONG_SYSTEM ? 3_000 : 190);
    try (MessagesClient client = scene.client("ticket-sorter/3.1")) {
      for (int i = 0; i < calls; i++) {
        String own = kind == Kind.OWN_SYSTEM ? system + texts.prose(1_600) : shared;
        String ticket = "Ticket " + (10_000 + i) + "\n" + texts.prose(texts.between(60, 900));
        client.send(request(kind, own, ticket));
        scene.passSeconds(texts.between(1, 6));
      }
    }
  }

  private static ObjectNode request(Kind kind, String system, String ticket) {
    ObjectNode body = Json.object().put("model", MODEL).put("max_tokens", 300);
    body.put("temperature", 0.0).put("system", system);
    if (kind == Kind.FORCED_TOOL) {
      body.set("tools", Toolbox.classification());
      body.putObject("tool_choice").put("type", "tool").put("name", "file_ticket");
    }
    body.putArray("messages").addObject().put("role", "user").put("content", ticket);
    return body;
  }

  @Override
  public List<Verdict> judge(Runs runs) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Run run : runs.throughGateway()) {
      verdicts.add(Verdict.notDearer(run, runs.of(run.variant().baseline()), 0));
    }
    return verdicts;
  }
}
