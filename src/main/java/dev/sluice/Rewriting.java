package dev.sluice;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import dev.sluice.history.CacheBreak;
import dev.sluice.history.Histories;
import dev.sluice.history.Turn;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.Worth;
import dev.sluice.listener.Downstream;
import dev.sluice.listener.Route;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Usage;
import dev.sluice.models.ModelCatalog;
import dev.sluice.price.Claim;
import dev.sluice.price.Holdout;
import dev.sluice.price.Mechanisms;
import dev.sluice.provider.ProviderConfig.Breakpoints;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Rewrites;
import dev.sluice.rewrite.Rewritten;
import dev.sluice.route.Router;
import dev.sluice.route.tier.Choice;
import dev.sluice.route.tier.ModelRouting;
import dev.sluice.route.tier.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a call before it is sent: its place in its conversation is found, the model that
 * it needs is chosen, the rewrites are applied. Safe for any thread.
 */
final class Rewriting {
  private static final Set<String> SHORTENING =
      Set.of(Mechanisms.PRUNE, Mechanisms.COMPRESS, Mechanisms.COMPACTION);

  private final Histories histories;
  private final Holdout holdout;
  private final ModelRouting routing;
  private final ModelCatalog models;
  private final Rewrites rewrites;
  private final Worth worth;
  private final Router router;
  private final OwnCalls calls;
  private final ModelNews news;
  private final LongSupplier spentToday;

  /**
   * What is done with these mechanisms.
   *
   * @param spentToday nano-dollars since midnight
   */
  Rewriting(Savers savers, Router router, OwnCalls calls, ModelNews news, LongSupplier spentToday) {
    this.histories = savers.histories();
    this.holdout = savers.holdout();
    this.routing = savers.routing();
    this.models = savers.models();
    this.rewrites = savers.rewrites();
    this.worth = savers.worth();
    this.router = router;
    this.calls = calls;
    this.news = news;
    this.spentToday = spentToday;
  }

  /**
   * The call's place in its conversation, null when it has none; names the session in the entry and
   * says whether it is held out.
   */
  @Nullable Turn turn(Call call, Caller caller, OpenEntry entry) {
    Index index = call.body().index();
    String model = index == null ? null : index.model();
    Turn turn = model == null ? null : histories.turn(call, caller, entry.session(), model);
    if (turn != null) {
      entry.session(turn.session());
    }
    if (holdout.holds(caller.tenant(), entry.session())) {
      entry.heldOut();
    }
    return turn;
  }

  /** The call as it goes out. */
  Sent prepare(
      Downstream downstream, Call call, Caller caller, @Nullable Turn turn, OpenEntry entry) {
    Index index = call.body().index();
    String model = index == null ? null : index.model();
    if (index == null || model == null || downstream.route() != Route.MESSAGES) {
      return untouched(call, model, turn, entry);
    }
    ModelClient client = calls.on(downstream, call, caller, entry);
    double spent = spentToday.getAsLong() / 1e9;
    Choice choice =
        choose(new Request(call, index, turn, caller.tenant(), model, spent, client), entry);
    String chosen = choice instanceof Choice.Rerouted to ? to.model() : model;
    Turn sent = turn == null ? null : histories.rerouted(turn, chosen);
    List<Router.Candidate> plan = plan(chosen, call, entry);
    news.ask(downstream, call, caller, chosen, plan.getFirst());
    Body body = chosen.equals(model) ? call.body() : Body.indexed(call.body().withModel(chosen));
    Index indexed = body.index();
    if (sent == null || indexed == null || entry.isHeldOut()) {
      Rewritten same = Rewritten.untouched(body.bytes());
      return send(call, same.claiming(choice.claims()), plan, chosen, sent, entry);
    }
    Draft draft =
        new Draft(
            call,
            body,
            indexed,
            sent,
            models.find(chosen),
            taken(plan),
            client,
            name -> worth.isOff(conversation(caller.tenant(), entry), name));
    Rewritten rewritten = rewrites.apply(draft);
    long begun = System.nanoTime();
    rewritten.beforeSending(downstream.gone());
    entry.waited(System.nanoTime() - begun);
    return send(call, rewritten.claiming(choice.claims()), plan, chosen, sent, entry);
  }

  private Sent untouched(Call call, @Nullable String model, @Nullable Turn turn, OpenEntry entry) {
    Rewritten same = Rewritten.untouched(call.body().bytes());
    return new Sent(call, same, model, plan(model, call, entry), () -> over(same, turn, entry));
  }

  private Sent send(
      Call call,
      Rewritten rewritten,
      List<Router.Candidate> plan,
      String model,
      @Nullable Turn turn,
      OpenEntry entry) {
    entry.claims(rewritten.claims());
    if (turn != null) {
      histories.sent(turn);
    }
    return new Sent(call, rewritten, model, plan, () -> over(rewritten, turn, entry));
  }

  /** Tells all who want to know how it ended. */
  private void over(Rewritten rewritten, @Nullable Turn turn, OpenEntry entry) {
    rewritten.ended(entry.usage(), entry.upstreamStatus());
    if (turn != null) {
      CacheBreak broken = histories.replied(turn, entry.usage());
      entry.cacheBreak(shortens(rewritten, entry.usage()) ? null : broken);
    }
  }

  /**
   * Whether the conversation was made shorter on purpose: what the client sent then says nothing of
   * what the provider could have read.
   */
  private static boolean shortens(Rewritten rewritten, Usage usage) {
    boolean compacted =
        usage.iterations().stream().anyMatch(part -> part.type().equals("compaction"));
    return compacted
        || rewritten.claims().stream()
            .anyMatch(claim ->
                claim instanceof Claim.Removed(String by, long tokens, boolean fresh)
                    && tokens > 0
                    && SHORTENING.contains(by));
  }

  /** The model that answers; the client's own where it is held out or wants so. */
  private Choice choose(Request request, OpenEntry entry) {
    String problem = ModelRouting.problem(request.call().headers());
    if (problem != null) {
      throw new Refused(Refusal.badRequest(problem));
    }
    if (!request.model().equals(ModelRouting.AUTO)) {
      if (entry.isHeldOut()) {
        return new Choice.Kept("held out");
      }
      if (worth.isOff(conversation(request.tenant(), entry), Mechanisms.ROUTING)) {
        return new Choice.Kept("does not pay in this session");
      }
    }
    Choice choice = routing.choose(request);
    if (choice instanceof Choice.Rerouted to) {
      String tier = to.tier().name().toLowerCase(Locale.ROOT);
      entry.routed(new LedgerEntry.Routed(request.model(), tier, to.reason()));
    }
    return choice;
  }

  private static String conversation(String tenant, OpenEntry entry) {
    return Entries.conversation(tenant, entry.session());
  }

  private List<Router.Candidate> plan(@Nullable String model, Call call, OpenEntry entry) {
    return router.plan(model, entry.session().isEmpty() ? call.id() : entry.session());
  }

  /** Which markers all providers take that may answer. */
  private static Breakpoints taken(List<Router.Candidate> plan) {
    return plan.stream()
        .map(candidate -> candidate.provider().breakpoints())
        .max(Comparator.naturalOrder())
        .orElse(Breakpoints.NONE);
  }
}
