package dev.sluice.rewrite.breakpoint;

import static java.util.Objects.requireNonNull;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.exchange.Headers;
import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Histories;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Usage;
import dev.sluice.models.ModelFacts;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.rewrite.Afterwards;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.sim.api.MessageApi;
import dev.sluice.sim.api.Outcome;
import dev.sluice.sim.api.World;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.PriceList;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.SimModels;
import dev.sluice.sim.model.Tokens;
import dev.sluice.sim.rule.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mechanism in front of the simulated API, without sockets. One thread. */
final class Rig {
  static final Caller CALLER = new Caller("key", false, "w", "org", "2023-06-01", Set.of(), false);

  private static final dev.sluice.exchange.Caller TENANT =
      new dev.sluice.exchange.Caller("tenant", null);

  final World world = new World(7);
  final MessageApi api = new MessageApi(world);
  final SimModel model;
  Instant now = Instant.parse("2026-11-21T09:00:00Z");
  Breakpoints breakpoints;
  Histories history = new Histories(() -> this.now);
  private final PromptCacheConfig config;
  private LearnedFile file;
  ProviderConfig.Breakpoints takes = ProviderConfig.Breakpoints.AUTOMATIC;
  String agent = "agent/1.0";
  int minimum = -1;
  long cost;
  Tokens last = Tokens.NONE;
  Tokens sum = Tokens.NONE;
  private int calls;

  Rig(String model, PromptCacheConfig config) {
    this(model, config, LearnedFile.inMemory());
  }

  Rig(String model, PromptCacheConfig config, LearnedFile file) {
    this.model = requireNonNull(SimModels.find(model));
    this.config = config;
    this.file = file;
    this.breakpoints = started();
  }

  private Breakpoints started() {
    return new Breakpoints(config, this::read, (InstantSource) () -> now, file);
  }

  /** Ends this gateway and begins another; what was learned is kept in the folder. */
  void restart(Path folder) {
    file.close();
    file = LearnedFile.open(folder);
    history = new Histories(() -> now);
    breakpoints = started();
  }

  Rig() {
    this("claude-sonnet-5-5", PromptCacheConfig.DEFAULT);
  }

  private double read(String id) {
    return model.rates().read() / (double) model.rates().input();
  }

  Rig after(Duration gap) {
    now = now.plus(gap);
    return this;
  }

  /** Sends the body as it is. */
  void direct(byte[] body) {
    settle(body, null);
  }

  /** Sends the body with the markers it is given; gives the bytes that were sent. */
  byte[] through(byte[] body) {
    Turn turn = turn(body);
    Edit edit = edit(body, turn);
    history.sent(turn);
    byte[] sent = edit.splices().apply(body);
    settle(sent, edit.afterwards());
    return sent;
  }

  /** The request as a turn of the conversation that it goes on with. */
  Turn turn(byte[] body) {
    return requireNonNull(history.turn(call(body), TENANT, "", model.id()));
  }

  Edit edit(byte[] body, Turn turn) {
    return breakpoints.rewrite(draft(call(body), turn));
  }

  Call call(byte[] body) {
    Headers headers = headers(agent);
    return new Call("x" + calls++, "POST", "/v1/messages", "", headers, Body.indexed(body));
  }

  Draft draft(Call call, Turn turn) {
    return new Draft(
        call, call.body(), requireNonNull(call.body().index()), turn, facts(), takes, NOBODY);
  }

  private static final ModelClient NOBODY =
      ask -> {
        throw new ModelClient.AskFailed("nobody is there");
      };

  private void settle(byte[] sent, @Nullable Afterwards afterwards) {
    world.clock().set(now);
    Outcome outcome = api.create(Json.parse(sent), CALLER);
    api.begun(outcome);
    last = outcome.spend().top();
    sum = sum.plus(last);
    cost += PriceList.cost(outcome.spend());
    if (afterwards != null) {
      afterwards.begun();
      afterwards.ended(usage(last), 200);
    }
  }

  static Usage usage(Tokens tokens) {
    return new Usage(
        tokens.input(),
        tokens.write5m(),
        tokens.write1h(),
        tokens.read(),
        tokens.output(),
        0,
        Usage.ServerTools.NONE,
        Usage.Tariff.STANDARD,
        List.of(),
        false);
  }

  ModelFacts facts() {
    return new ModelFacts(
        model.id(),
        true,
        minimum < 0 ? model.cacheMinimum() : minimum,
        false,
        false,
        model.window(),
        model.maxOutput(),
        model.tokenPercent() / 100.0,
        ModelFacts.Capabilities.NONE);
  }

  static Headers headers(String agent) {
    return new HeaderLines(List.of("user-agent", agent));
  }
}
