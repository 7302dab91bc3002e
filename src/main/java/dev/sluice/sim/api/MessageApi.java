package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answer;
import dev.sluice.sim.answer.Asked;
import dev.sluice.sim.answer.Script;
import dev.sluice.sim.bill.BillLine;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.Iteration;
import dev.sluice.sim.model.PriceList;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.Spend;
import dev.sluice.sim.model.Tokens;
import dev.sluice.sim.prompt.CachePlan;
import dev.sluice.sim.prompt.Prompt;
import dev.sluice.sim.prompt.PromptReader;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejected;
import dev.sluice.sim.rule.Rejection;
import dev.sluice.sim.rule.RequestRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/messages} and {@code count_tokens} without sockets: accepts or refuses a request,
 * answers it, and settles it when its reply has gone out. Safe for any thread.
 */
public final class MessageApi {
  private final World world;

  /** The API over what {@code world} remembers. */
  public MessageApi(World world) {
    this.world = world;
  }

  /** Answers {@code sent}, or throws {@link Rejected}. */
  public Outcome create(JsonNode sent, Caller caller) {
    Instant start = world.clock().instant();
    JsonNode request = world.threads().resolve(sent, caller);
    try {
      return answer(request, caller, start);
    } catch (RuntimeException failed) {
      world.threads().abandoned(request);
      throw failed;
    }
  }

  /** The reply of {@code count_tokens}. */
  public ObjectNode count(JsonNode request, Caller caller) {
    SimModel model = RequestRules.count(request, caller, world.files()::has);
    Prompt sent = PromptReader.read(request, model, caller.workspace());
    new SignatureCheck(world.signatures(), model, caller).check(request, sent);
    ContextEdits edits = ContextEdits.apply(request, sent, model, caller.workspace());
    ObjectNode reply = Json.object().put("input_tokens", edits.prompt().tokens());
    if (request.has("context_management")) {
      reply.putObject("context_management").put("original_input_tokens", sent.tokens());
    }
    return reply;
  }

  /** The reply begins: what it wrote to the prompt cache can be read from now on. */
  public void begun(Outcome outcome) {
    world.cache().publish(outcome.plan(), outcome.start());
  }

  /**
   * The reply has ended.
   *
   * @param requestId the id of the request
   * @param output the output tokens that were sent
   * @param ended how it ended; {@code complete} when all of it was sent
   */
  public void ended(Outcome outcome, String requestId, long output, String ended) {
    boolean whole = ended.equals("complete");
    world.threads().ended(outcome, whole);
    Spend spend = whole ? outcome.spend() : outcome.spend().cutAt(output);
    world
        .bill()
        .add(
            new BillLine(
                requestId,
                outcome.id(),
                outcome.start(),
                outcome.caller().workspace(),
                spend,
                ended,
                PriceList.cost(spend)));
  }

  private Outcome answer(JsonNode request, Caller caller, Instant start) {
    SimModel model = RequestRules.create(request, caller, world.files()::has);
    Prompt sent = PromptReader.read(request, model, caller.workspace());
    ArrayNode dropped = new SignatureCheck(world.signatures(), model, caller).check(request, sent);
    ContextEdits edits = ContextEdits.apply(request, sent, model, caller.workspace());
    Prompt prompt = edits.prompt();
    if (prompt.tokens() > model.window()) {
      throw Rejection.PROMPT_TOO_LONG.of(prompt.tokens(), model.window());
    }
    CachePlan plan = world.cache().plan(prompt, model.cacheMinimum(), start);
    Asked asked = Asked.of(request, model, sent, caller.organization().hashCode());
    Script script = world.scripts().take(model.id(), asked.prompt());
    Answer answer =
        script == null ? world.answers().answer(asked) : world.answers().scripted(script, asked);
    Spend spend = spend(request, model, prompt, plan, answer, caller);
    if (script != null) {
      spend = UsageOverride.apply(script.usage(), spend);
    }
    Outcome plain =
        new Outcome(
            request,
            caller,
            world.ids().next("msg_"),
            answer,
            spend,
            plan,
            start,
            early(request, caller, dropped),
            edits.reply(),
            script == null ? 0 : script.delayMillis());
    return new Compactor(world.signatures(), model).compact(plain, prompt);
  }

  private static Spend spend(
      JsonNode request,
      SimModel model,
      Prompt prompt,
      CachePlan plan,
      Answer answer,
      Caller caller) {
    long fresh = prompt.tokens() - plan.read() - plan.write5m() - plan.write1h();
    Tokens tokens =
        new Tokens(
            fresh,
            plan.write5m(),
            plan.write1h(),
            plan.read(),
            answer.output(),
            answer.thinking(),
            answer.searches());
    boolean fast = model.fast() && Json.text(request, "speed", "").equals("fast");
    return new Spend(
        model.id(),
        tokens,
        passes(model, tokens, answer),
        caller.batch() ? "batch" : "standard",
        Json.text(request, "inference_geo", "global"),
        fast ? "fast" : "standard");
  }

  private static List<Iteration> passes(SimModel model, Tokens tokens, Answer answer) {
    if (answer.passes().isEmpty()) {
      return List.of();
    }
    List<Iteration> passes = new ArrayList<>(answer.passes());
    passes.addFirst(new Iteration("message", model.id(), tokens));
    return passes;
  }

  private static ObjectNode early(JsonNode request, Caller caller, ArrayNode dropped) {
    ObjectNode early = Json.object();
    if (caller.has("thinking-binding-controls")) {
      early.set("input_transformations", dropped);
    }
    JsonNode diagnostics = request.path("diagnostics");
    if (diagnostics.isObject()) {
      ObjectNode reply = early.putObject("diagnostics");
      if (Json.text(diagnostics, "previous_message_id") == null) {
        reply.putNull("cache_miss_reason");
      } else {
        reply.putObject("cache_miss_reason").put("type", "previous_message_not_found");
      }
    }
    return early;
  }
}
