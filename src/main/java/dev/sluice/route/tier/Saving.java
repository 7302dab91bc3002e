package dev.sluice.route.tier;

import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;
import dev.sluice.message.Index;
import dev.sluice.models.ModelFacts;
import dev.sluice.route.tier.Prices.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether another model is worth it: what is expected to be saved on the turns to come against the
 * prompt cache that the other model does not have, and the way back. Pure but for what {@link
 * Tasks} remembers.
 */
final class Saving {
  private static final Duration SHORT = Duration.ofMinutes(5);
  private static final Duration LONG = Duration.ofHours(1);
  private static final int USUAL_OUTPUT = 500;
  private static final int AGENT_TURNS = 10;

  private final Prices prices;
  private final Tasks tasks;

  Saving(Prices prices, Tasks tasks) {
    this.prices = prices;
    this.tasks = tasks;
  }

  /** How long what this request writes to the provider's cache stays there. */
  static Duration lifetime(Index index) {
    boolean hour = index.markers().stream().anyMatch(marker -> marker.ttl().equals("1h"));
    return hour ? LONG : SHORT;
  }

  /**
   * Whether to go from one model to another.
   *
   * @param ongoing whether the first model has already worked in this conversation
   */
  boolean worth(Request request, ModelFacts from, ModelFacts to, boolean ongoing) {
    long tokens = RequestRules.tokens(request);
    Price dear = prices.of(from.id(), tokens);
    Price cheap = prices.of(to.id(), tokens);
    if (dear == null
        || cheap == null
        || cheap.input() * to.tokenFactor() >= dear.input() * from.tokenFactor()
        || cheap.output() * to.tokenFactor() >= dear.output() * from.tokenFactor()) {
      return false;
    }
    Outlook outlook = ongoing ? goingOn(request, tokens) : beginning(request, from, to, tokens);
    boolean warm = ongoing ? isWarm(request) : hasShared(request, from);
    double back = ongoing && warm ? outlook.wayBack(from, dear) : 0;
    return outlook.cost(to, cheap, !ongoing && hasShared(request, to)) + back
        < outlook.cost(from, dear, warm);
  }

  /** A conversation is expected to go on for as many turns as it has had. */
  private static Outlook goingOn(Request request, long tokens) {
    long answers =
        request.index().messages().stream().filter(m -> "assistant".equals(m.role())).count();
    long stable = tokens;
    Turn turn = request.turn();
    Turn.Past past = turn == null ? null : turn.past();
    if (turn != null && past != null) {
      stable = tokensUpTo(turn.prefix().blocks(), past.shared());
    }
    int turns = Math.clamp(answers, 1, 200);
    return new Outlook(stable, Math.max(0, tokens - stable), output(request.index()), turns);
  }

  private Outlook beginning(Request request, ModelFacts from, ModelFacts to, long tokens) {
    Turn turn = request.turn();
    int turns = times(turn, from) + times(turn, to);
    long stable = turn == null ? 0 : tokensUpTo(turn.prefix().blocks(), turn.prefix().systemEnd());
    if (!request.index().tools().isEmpty()) {
      turns = Math.max(AGENT_TURNS, turns);
    }
    return new Outlook(
        stable, Math.max(0, tokens - stable), output(request.index()), Math.clamp(turns, 1, 200));
  }

  private int times(@Nullable Turn turn, ModelFacts model) {
    Tasks.Sent sent = turn == null ? null : tasks.sent(turn, model.id());
    return sent == null ? 0 : sent.times();
  }

  private static long tokensUpTo(List<Prefix.Block> blocks, int end) {
    int last = Math.min(end, blocks.size()) - 1;
    return last < 0 ? 0 : blocks.get(last).tokens();
  }

  private static long output(Index index) {
    String raw = index.raw("max_tokens");
    boolean number = raw != null && raw.matches("[1-9]\\d{0,8}");
    return number ? Math.min(USUAL_OUTPUT, Long.parseLong(raw)) : USUAL_OUTPUT;
  }

  /** Whether the model that works here has this conversation in its cache; if in doubt, it has. */
  private static boolean isWarm(Request request) {
    Turn turn = request.turn();
    Turn.Past past = turn == null ? null : turn.past();
    return turn == null || past == null || isWithin(past.at(), turn.at(), request.index());
  }

  /** Whether this model has the tools and the system prompt in its cache. */
  private boolean hasShared(Request request, ModelFacts model) {
    Turn turn = request.turn();
    if (turn == null) {
      return false;
    }
    Tasks.Sent own = tasks.sent(turn, model.id());
    Instant told = turn.model().equals(model.id()) ? turn.sent().system() : null;
    return (own != null && isWithin(own.at(), turn.at(), request.index()))
        || (told != null && isWithin(told, turn.at(), request.index()));
  }

  private static boolean isWithin(Instant then, Instant now, Index index) {
    return Duration.between(then, now).compareTo(lifetime(index)) < 0;
  }
}
