package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answer;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.Iteration;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.Spend;
import dev.sluice.sim.model.Tokens;
import dev.sluice.sim.prompt.Hash;
import dev.sluice.sim.prompt.Prompt;
import dev.sluice.sim.prompt.PromptReader;
import dev.sluice.sim.prompt.Signatures;
import dev.sluice.sim.prompt.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compaction by the provider, from a threshold or on demand (spec anthropic-api section 2.6). Its
 * own pass is billed in {@code iterations} and not counted at the top of usage. Stateless.
 */
final class Compactor {
  private static final String EDIT = "compact_20260112";
  private static final long TRIGGER = 150_000;

  private final Signatures signatures;
  private final SimModel model;

  Compactor(Signatures signatures, SimModel model) {
    this.signatures = signatures;
    this.model = model;
  }

  /** The outcome with its compaction, when one is due; else {@code plain}. */
  Outcome compact(Outcome plain, Prompt prompt) {
    JsonNode request = plain.request();
    if (request.path("compaction").isObject()) {
      return alone(plain, signed(summary(request), plain));
    }
    JsonNode edit = edit(request);
    long trigger = Json.number(edit.path("trigger"), "value", TRIGGER);
    if (!edit.isObject() || prompt.tokens() <= trigger) {
      return plain;
    }
    ObjectNode block = block(summary(request));
    block.put("encrypted_content", "c2ltdWxhdGVkIGNvbXBhY3Rpb24=");
    return edit.path("pause_after_compaction").asBoolean(false)
        ? alone(plain, block)
        : before(plain, block);
  }

  private static JsonNode edit(JsonNode request) {
    for (JsonNode edit : request.path("context_management").path("edits")) {
      if (Json.text(edit, "type", "").equals(EDIT)) {
        return edit;
      }
    }
    return request.path("context_management").path("none");
  }

  /** The reply is the summary and nothing else. */
  private Outcome alone(Outcome plain, ObjectNode block) {
    Answer answer = new Answer(List.of(block), "compaction", null, null, 0, 0, 0, null, List.of());
    return with(plain, answer, Tokens.NONE, List.of(pass(plain, block)));
  }

  /** The summary comes first, and the answer is made from what it leaves. */
  private Outcome before(Outcome plain, ObjectNode block) {
    ObjectNode rest = plain.request().deepCopy().asObject();
    JsonNode messages = plain.request().path("messages");
    ObjectNode compacted = Json.object().put("role", "assistant");
    compacted.putArray("content").add(block);
    rest.putArray("messages").add(compacted).add(messages.get(messages.size() - 1));
    long input = PromptReader.read(rest, model, plain.caller().workspace()).tokens();
    Answer answer = rebound(plain, block);
    Tokens top = new Tokens(input, 0, 0, 0, answer.output(), answer.thinking(), answer.searches());
    List<Iteration> passes = new ArrayList<>(List.of(pass(plain, block)));
    passes.add(new Iteration("message", model.id(), top));
    passes.addAll(answer.passes());
    return with(plain, answer.after(block), top, passes);
  }

  /** Thinking after the summary is bound to the summary, not to what it replaced. */
  private Answer rebound(Outcome plain, ObjectNode block) {
    ObjectNode request = plain.request().deepCopy().asObject();
    request
        .putArray("messages")
        .addObject()
        .put("role", "assistant")
        .putArray("content")
        .add(block);
    Hash prefix = PromptReader.read(request, model, plain.caller().workspace()).end();
    for (ObjectNode part : plain.answer().content()) {
      String text = Json.text(part, "thinking", "");
      Signatures.Claim claim = signatures.check(Json.text(part, "signature", ""), text);
      if (claim != null) {
        Signatures.Claim next =
            new Signatures.Claim(claim.tokens(), claim.model(), claim.organization(), prefix);
        part.put("signature", signatures.sign(next, text));
      }
    }
    return plain.answer();
  }

  private Iteration pass(Outcome plain, ObjectNode block) {
    long output = tokens(Json.text(block, "content", ""));
    return new Iteration("compaction", model.id(), plain.spend().top().withOutput(output, 0, 0));
  }

  private static Outcome with(
      Outcome plain, Answer answer, Tokens top, List<Iteration> iterations) {
    Spend spend = plain.spend();
    return new Outcome(
        plain.request(),
        plain.caller(),
        plain.id(),
        answer,
        new Spend(spend.model(), top, iterations, spend.tier(), spend.geo(), spend.speed()),
        plain.plan(),
        plain.start(),
        plain.early(),
        plain.late(),
        plain.delayMillis());
  }

  private ObjectNode signed(String summary, Outcome plain) {
    Signatures.Claim claim =
        new Signatures.Claim(
            0, model.id().hashCode(), plain.caller().organization().hashCode(), Hash.EMPTY);
    return block(summary).put("signature", signatures.sign(claim, summary));
  }

  private static ObjectNode block(String summary) {
    return Json.object().put("type", "compaction").put("content", summary);
  }

  private static String summary(JsonNode request) {
    int messages = request.path("messages").size();
    return String.format(
        Locale.ROOT,
        "<summary>The conversation so far had %d messages. The task, the decisions made and the"
            + " open points were read and are kept here in short.</summary>",
        messages);
  }

  private long tokens(String text) {
    return ((long) Tokenizer.count(text) * model.tokenPercent() + 99) / 100;
  }
}
