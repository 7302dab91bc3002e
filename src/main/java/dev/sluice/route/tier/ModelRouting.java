package dev.sluice.route.tier;

import dev.sluice.exchange.Headers;
import dev.sluice.history.Turn;
import dev.sluice.log.Log;
import dev.sluice.message.Index;
import dev.sluice.models.ModelCatalog;
import dev.sluice.models.ModelFacts;
import dev.sluice.price.Claim;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the model of a request: the cheapest that is surely good enough, and the requested one in
 * doubt. Within a task a conversation stays where it is or goes up; it changes models only where
 * that saves more than the lost prompt cache costs. Safe for any thread. Blocks only where a
 * classifier is configured and has to be asked.
 */
public final class ModelRouting {
  /** The model's name for "whichever fits". */
  public static final String AUTO = "auto";

  private static final String HEADER = "x-sluice-route";
  private static final Log LOG = Log.of("routing");

  private final RoutingConfig config;
  private final Switches switches;
  private final ModelCatalog catalog;
  private final Tasks tasks = new Tasks();
  private final Saving saving;
  private final Ladder ladder;
  private final @Nullable Classifier classifier;

  /**
   * What the profile and the settings come to.
   *
   * @param enabled whether requests are routed at all; {@code auto} always is
   * @param downgrade whether models that the client named may be replaced by cheaper ones
   */
  public record Switches(boolean enabled, boolean downgrade) {}

  /** Routing by these settings. */
  public ModelRouting(
      RoutingConfig config,
      Switches switches,
      ModelCatalog catalog,
      Prices prices,
      InstantSource clock) {
    this.config = config;
    this.switches = switches;
    this.catalog = catalog;
    this.saving = new Saving(prices, tasks);
    this.ladder = new Ladder(config.tiers(), catalog, prices);
    this.classifier =
        config.classifier() == null
            ? null
            : new Classifier(config.classifier(), catalog, prices, clock);
  }

  /** What is wrong with the header {@code x-sluice-route}, null if nothing is. */
  public static @Nullable String problem(Headers headers) {
    String wish = headers.get(HEADER);
    return wish == null || wish.equals("off") ? null : HEADER + ": unknown value (expected: off)";
  }

  /** The model of this request. Never throws for an odd request; in doubt the requested one. */
  public Choice choose(Request request) {
    Choice choice = chosen(request);
    boolean other = choice instanceof Choice.Rerouted;
    LOG.debug(
        other ? "another model answers" : "the requested model answers",
        "exchange",
        request.call().id(),
        "model",
        choice instanceof Choice.Rerouted to ? to.model() : request.model(),
        "reason",
        choice.reason());
    return choice;
  }

  private Choice chosen(Request request) {
    boolean auto = request.model().equals(AUTO);
    String named = auto ? config.tiers().complex() : request.model();
    String obstacle = obstacle(request, auto);
    Tier ceiling = auto ? Tier.COMPLEX : ladder.tier(named, RequestRules.tokens(request));
    if (obstacle == null && ceiling == null) {
      obstacle = "a model without facts or price";
    }
    if (obstacle == null && ceiling == Tier.SIMPLE && !mayGoUp(request)) {
      obstacle = "the smallest tier already";
    }
    Needs needs =
        new Needs(request.index(), request.call().headers(), RequestRules.tokens(request));
    obstacle = obstacle == null ? needs.tie() : obstacle;
    Asked asked = new Asked(request, auto, named, ceiling == null ? Tier.COMPLEX : ceiling, needs);
    return obstacle == null ? decide(asked) : kept(asked, obstacle, List.of());
  }

  /**
   * A request that may be routed.
   *
   * @param named the requested model; for {@code auto} the one that would do for anything
   * @param ceiling its tier
   */
  private record Asked(Request request, boolean auto, String named, Tier ceiling, Needs needs) {}

  private @Nullable String obstacle(Request request, boolean auto) {
    if (request.call().headers().get(HEADER) != null) {
      return HEADER;
    }
    if (!auto && !switches.enabled()) {
      return "routing is off";
    }
    if (!auto && !switches.downgrade() && !config.upgrade()) {
      return "the client named the model";
    }
    if (!request.call().path().equals("/v1/messages")) {
      return "no message request";
    }
    return "auxiliary".equals(kind(request)) ? "a call of the client's own" : null;
  }

  private static @Nullable String kind(Request request) {
    return request.call().headers().get("x-claude-code-request-class");
  }

  /** Small models are upgraded only for people: agents have their reasons for background calls. */
  private boolean mayGoUp(Request request) {
    String agent = request.call().headers().get("user-agent");
    return config.upgrade() && (agent == null || !agent.startsWith("claude-cli"));
  }

  private Choice decide(Asked asked) {
    Request request = asked.request();
    Intent intent = Intent.of(request.call().body().bytes(), request.index());
    boolean begun = request.index().messages().stream().anyMatch(m -> "assistant".equals(m.role()));
    Turn turn = request.turn();
    if (begun && turn == null) {
      return kept(asked, "a conversation that is not known", List.of());
    }
    Tasks.Task task = begun && turn != null ? tasks.task(turn) : null;
    if (task != null && !task.requested().equals(request.model())) {
      task = null;
    }
    if ("compaction".equals(kind(request))) {
      String why = "the client's own compaction";
      return task == null ? kept(asked, why, List.of()) : settle(asked, intent, task.tier(), why);
    }
    Verdict verdict = RequestRules.judge(request, intent);
    if (task != null && turn != null && !isOver(task, turn, intent, request.index())) {
      return goOn(asked, intent, verdict, task);
    }
    return begin(asked, intent, verdict, task, begun);
  }

  /** A task ends when new words come after the provider's cache has grown cold. */
  private static boolean isOver(Tasks.Task task, Turn turn, Intent intent, Index index) {
    Duration idle = Duration.between(task.at(), turn.at());
    return intent.fresh()
        && intent.text().hashCode() != task.intent()
        && idle.compareTo(Saving.lifetime(index)) > 0;
  }

  /** Within a task: the same model, or a better one. */
  private Choice goOn(Asked asked, Intent intent, Verdict verdict, Tasks.Task task) {
    boolean same = intent.text().hashCode() == task.intent();
    String trouble = Trouble.of(asked.request().call().body().bytes(), asked.request().index());
    Tier wanted = task.tier();
    String reason = "within a task";
    if (trouble != null) {
      wanted = asked.ceiling();
      reason = trouble;
    } else if (!same && verdict.isSure()) {
      wanted = wanted.atLeast(verdict.tier());
      reason = wanted == task.tier() ? reason : verdict.reason();
    } else if (!same && verdict.tier().compareTo(task.tier()) > 0) {
      wanted = asked.ceiling();
      reason = verdict.reason();
    }
    if (wanted != task.tier() && isBound(asked, task, intent)) {
      wanted = task.tier();
      reason = "thinking in the conversation";
    }
    return settle(
        asked, intent, wanted.compareTo(asked.ceiling()) > 0 ? asked.ceiling() : wanted, reason);
  }

  /** Whether thinking in the conversation would be lost or refused at another model. */
  private boolean isBound(Asked asked, Tasks.Task task, Intent intent) {
    Index index = asked.request().index();
    boolean thinking =
        index.blockTypes().contains("thinking") || index.blockTypes().contains("redacted_thinking");
    return thinking
        && (!intent.fresh()
            || catalog.find(task.model()).bindsThinking()
            || catalog.find(asked.named()).bindsThinking());
  }

  private Choice settle(Asked asked, Intent intent, Tier tier, String reason) {
    for (Tier each = tier; each.compareTo(asked.ceiling()) < 0; each = each.next()) {
      String model = config.tiers().of(each);
      if (!ladder.isSame(model, asked.named())
          && asked.needs().lacking(catalog.find(model)) == null) {
        return reroute(asked, new Step(model, each, reason, List.of()), intent);
      }
    }
    return keepWorking(asked, intent, reason, List.of());
  }

  /** A new task: the rules' verdict, the classifier's where they are in doubt, the budget's. */
  private Choice begin(
      Asked asked, Intent intent, Verdict verdict, Tasks.@Nullable Task task, boolean begun) {
    Index index = asked.request().index();
    boolean ongoing = begun && (task == null || ladder.isSame(task.model(), asked.named()));
    if (begun && index.blockTypes().stream().anyMatch(type -> type.endsWith("thinking"))) {
      String why = "thinking in the conversation";
      return task == null
          ? keepWorking(asked, intent, why, List.of())
          : settle(asked, intent, task.tier(), why);
    }
    Judged judged = judge(asked, intent, verdict);
    if (judged.tier().compareTo(asked.ceiling()) > 0
        && mayGoUp(asked.request())
        && verdict.isSure()) {
      return goUp(asked, intent, judged);
    }
    return goDown(asked, intent, judged, ongoing);
  }

  /** A tier with its reason and what it has cost to find it. */
  private record Judged(Tier tier, String reason, List<Claim> claims) {}

  private Judged judge(Asked asked, Intent intent, Verdict verdict) {
    if (verdict.isSure()) {
      return new Judged(verdict.tier(), verdict.reason(), List.of());
    }
    Request request = asked.request();
    Classifier.Opinion opinion =
        classifier == null
            ? Classifier.Opinion.NONE
            : classifier.ask(request.client(), request.tenant(), intent.text());
    if (opinion.tier() != null) {
      return new Judged(opinion.tier().atLeast(verdict.floor()), "classifier", opinion.claims());
    }
    if (config.dailyUsd() != null && request.spentToday() > config.dailyUsd()) {
      return new Judged(verdict.tier(), "budget: " + verdict.reason(), opinion.claims());
    }
    return new Judged(asked.ceiling(), "in doubt: " + verdict.reason(), opinion.claims());
  }

  private Choice goUp(Asked asked, Intent intent, Judged judged) {
    String model = config.tiers().of(judged.tier());
    boolean able = asked.needs().lacking(catalog.find(model)) == null;
    return able
        ? reroute(asked, new Step(model, judged.tier(), judged.reason(), judged.claims()), intent)
        : keepWorking(asked, intent, "cannot go up", judged.claims());
  }

  private Choice goDown(Asked asked, Intent intent, Judged judged, boolean ongoing) {
    if (!asked.auto() && !switches.downgrade()) {
      return keepWorking(asked, intent, "the client named the model", judged.claims());
    }
    ModelFacts from = catalog.find(asked.named());
    String reason = judged.reason();
    for (Tier tier = judged.tier(); tier.compareTo(asked.ceiling()) < 0; tier = tier.next()) {
      String model = config.tiers().of(tier);
      ModelFacts to = catalog.find(model);
      String lacking = asked.needs().lacking(to);
      if (ladder.isSame(model, asked.named())) {
        reason = judged.reason();
      } else if (lacking != null) {
        reason = model + " lacks " + lacking;
      } else if (!saving.worth(asked.request(), from, to, ongoing)) {
        reason = "no saving at " + model;
      } else {
        return reroute(asked, new Step(model, tier, judged.reason(), judged.claims()), intent);
      }
    }
    return keepWorking(asked, intent, reason, judged.claims());
  }

  private record Step(String model, Tier tier, String reason, List<Claim> claims) {}

  private Choice reroute(Asked asked, Step step, Intent intent) {
    remember(asked, step.model(), step.tier(), intent);
    List<Claim> claims = new ArrayList<>(step.claims());
    claims.add(new Claim.Rerouted(asked.named()));
    return new Choice.Rerouted(step.model(), step.tier(), step.reason(), claims);
  }

  /** The requested model works on this task from here on. */
  private Choice keepWorking(Asked asked, Intent intent, String reason, List<Claim> claims) {
    remember(asked, asked.named(), asked.ceiling(), intent);
    return kept(asked, reason, claims);
  }

  private static Choice kept(Asked asked, String reason, List<Claim> claims) {
    return asked.auto()
        ? new Choice.Rerouted(asked.named(), Tier.COMPLEX, reason, claims)
        : new Choice.Kept(reason, claims);
  }

  private void remember(Asked asked, String model, Tier tier, Intent intent) {
    Turn turn = asked.request().turn();
    if (turn != null) {
      String requested = asked.request().model();
      Tasks.Task task = new Tasks.Task(requested, model, tier, intent.text().hashCode(), turn.at());
      tasks.remember(turn, task, catalog.find(model).id());
    }
  }
}
