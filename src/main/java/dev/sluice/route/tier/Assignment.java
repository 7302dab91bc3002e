package dev.sluice.route.tier;

import dev.sluice.history.Turn;
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
 * Which model works on which task: within a task the one that began it, or a better one; on a new
 * task the one that the rules, the classifier, the budget and the prices come to. Safe for any
 * thread.
 */
final class Assignment {
  private final RoutingConfig config;
  private final boolean downgrade;
  private final ModelCatalog catalog;
  private final Tasks tasks = new Tasks();
  private final Saving saving;
  private final Ladder ladder;
  private final @Nullable Classifier classifier;

  Assignment(
      RoutingConfig config,
      boolean downgrade,
      ModelCatalog catalog,
      Prices prices,
      InstantSource clock) {
    this.config = config;
    this.downgrade = downgrade;
    this.catalog = catalog;
    this.saving = new Saving(prices, tasks);
    this.ladder = new Ladder(config.tiers(), catalog, prices);
    this.classifier =
        config.classifier() == null
            ? null
            : new Classifier(config.classifier(), catalog, prices, clock);
  }

  /** The choice for a request that nothing ties to its model. */
  Choice of(Asked asked) {
    Request request = asked.request();
    Intent intent = Intent.of(request.call().body().bytes(), request.index());
    boolean begun = request.index().messages().stream().anyMatch(m -> "assistant".equals(m.role()));
    Turn turn = request.turn();
    if (begun && turn == null) {
      return asked.keep(Verdict.CERTAIN, "a conversation that is not known", List.of());
    }
    Tasks.Task task = begun && turn != null ? tasks.task(turn) : null;
    if (task != null && !task.requested().equals(request.model())) {
      task = null;
    }
    if ("compaction".equals(request.kind())) {
      String why = "the client's own compaction";
      return task == null
          ? asked.keep(Verdict.CERTAIN, why, List.of())
          : settle(asked, intent, task.tier(), why);
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
        return reroute(asked, new Step(model, certain(each, reason)), intent);
      }
    }
    return keepWorking(asked, intent, certain(asked.ceiling(), reason));
  }

  /** A new task: the rules' verdict, the classifier's where they are in doubt, the budget's. */
  private Choice begin(
      Asked asked, Intent intent, Verdict verdict, Tasks.@Nullable Task task, boolean begun) {
    Index index = asked.request().index();
    boolean ongoing = begun && (task == null || ladder.isSame(task.model(), asked.named()));
    if (begun && index.blockTypes().stream().anyMatch(type -> type.endsWith("thinking"))) {
      String why = "thinking in the conversation";
      return task == null
          ? keepWorking(asked, intent, certain(asked.ceiling(), why))
          : settle(asked, intent, task.tier(), why);
    }
    Judged judged = judge(asked, intent, verdict);
    if (judged.tier().compareTo(asked.ceiling()) > 0 && asked.mayGoUp() && verdict.isSure()) {
      return goUp(asked, intent, judged);
    }
    return goDown(asked, intent, judged, ongoing);
  }

  /** A tier with its reason and what it has cost to find it. */
  private record Judged(Tier tier, double confidence, String reason, List<Claim> claims) {
    Judged at(Tier other) {
      return new Judged(other, confidence, reason, claims);
    }

    Judged because(String other) {
      return new Judged(tier, confidence, other, claims);
    }
  }

  /** What follows from the conversation, not from a judgement of words. */
  private static Judged certain(Tier tier, String reason) {
    return new Judged(tier, Verdict.CERTAIN, reason, List.of());
  }

  private Judged judge(Asked asked, Intent intent, Verdict verdict) {
    if (verdict.isSure()) {
      return new Judged(verdict.tier(), verdict.confidence(), verdict.reason(), List.of());
    }
    Request request = asked.request();
    Classifier.Opinion opinion =
        classifier == null
            ? Classifier.Opinion.NONE
            : classifier.ask(request.client(), request.tenant(), intent.text());
    if (opinion.tier() != null) {
      return new Judged(
          opinion.tier().atLeast(verdict.floor()),
          opinion.confidence(),
          "classifier",
          opinion.claims());
    }
    if (config.dailyUsd() != null && request.spentToday() > config.dailyUsd()) {
      return new Judged(
          verdict.tier(), verdict.confidence(), "budget: " + verdict.reason(), opinion.claims());
    }
    return new Judged(
        asked.ceiling(), verdict.confidence(), "in doubt: " + verdict.reason(), opinion.claims());
  }

  private Choice goUp(Asked asked, Intent intent, Judged judged) {
    String model = config.tiers().of(judged.tier());
    boolean able = asked.needs().lacking(catalog.find(model)) == null;
    return able
        ? reroute(asked, new Step(model, judged), intent)
        : keepWorking(asked, intent, judged.because("cannot go up"));
  }

  private Choice goDown(Asked asked, Intent intent, Judged judged, boolean ongoing) {
    if (!asked.auto() && !downgrade) {
      return keepWorking(asked, intent, judged.because("the client named the model"));
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
      } else if (mayThink(to, asked) && from.bindsThinking()) {
        reason = "the named model would refuse the thinking of " + model;
      } else if (!saving.worth(asked.request(), from, to, ongoing)) {
        reason = "no saving at " + model;
      } else {
        return reroute(asked, new Step(model, judged.at(tier)), intent);
      }
    }
    return keepWorking(asked, intent, judged.because(reason));
  }

  /**
   * Whether a reply of this model may have thinking in it. It comes back with the next turn, which
   * may go to the named model after all: when the client says so, when routing is switched off,
   * when the task is forgotten.
   */
  private static boolean mayThink(ModelFacts model, Asked asked) {
    String thinking = asked.request().index().raw("thinking");
    return thinking == null ? model.bindsThinking() : !thinking.contains("\"disabled\"");
  }

  private record Step(String model, Judged judged) {}

  private Choice reroute(Asked asked, Step step, Intent intent) {
    Judged judged = step.judged();
    remember(asked, step.model(), judged.tier(), intent);
    List<Claim> claims = new ArrayList<>(judged.claims());
    claims.add(new Claim.Rerouted(asked.named()));
    return new Choice.Rerouted(
        step.model(), judged.tier(), judged.confidence(), judged.reason(), claims);
  }

  /** The requested model works on this task from here on. */
  private Choice keepWorking(Asked asked, Intent intent, Judged judged) {
    remember(asked, asked.named(), asked.ceiling(), intent);
    return asked.keep(judged.confidence(), judged.reason(), judged.claims());
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
