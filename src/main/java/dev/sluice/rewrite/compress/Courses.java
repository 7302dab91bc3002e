package dev.sluice.rewrite.compress;

import dev.sluice.rewrite.memory.Chain;
import dev.sluice.rewrite.reduce.ReduceConfig;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges how long conversations go on. Another beginning costs the prompt cache of all that follows
 * it, so one is taken only when what would be sent is above the trigger: other facts than those
 * that are sent already, or the first. Safe for any thread.
 */
final class Courses {
  /** Blocks that facts can stand for; others carry state that only the provider can read. */
  private static final Set<String> KNOWN =
      Set.of(
          "text",
          "image",
          "document",
          "thinking",
          "redacted_thinking",
          "tool_use",
          "tool_result",
          "search_result");

  private final ReduceConfig.Compress config;
  private final FactStore store;
  private final Payback payback;

  Courses(ReduceConfig.Compress config, FactStore store, Payback payback) {
    this.config = config;
    this.store = store;
    this.payback = payback;
  }

  /** How many of a request's tokens the rules that act later leave out. */
  @FunctionalInterface
  interface Spared {
    /** With no rules. */
    Spared NOTHING = facts -> 0;

    /** Tokens that they leave out of the request once it has these facts. */
    long with(@Nullable Facts facts);
  }

  /**
   * How this one goes on.
   *
   * @param from tokens from which on facts are to be made
   */
  Course of(Compressible request, long from, Spared spared) {
    long tokens = request.tokens();
    if (tokens <= Math.min(from, config.trigger()) || !mayBeShortened(request)) {
      return Course.AS_IT_IS;
    }
    Chain chain = store.chain(request);
    FactStore.Found found = store.find(chain);
    Facts facts = found.sent();
    Facts ready = found.ready();
    long left = left(request, tokens, facts, Spared.NOTHING);
    if (left <= Math.min(from, config.trigger())) {
      return new Course(facts, null);
    }
    left = left(request, tokens, facts, spared);
    if (ready != null && left > config.trigger()) {
      store.sent(chain, ready);
      facts = ready;
      ready = null;
      left = left(request, tokens, facts, spared);
    }
    boolean needs = ready == null && left > from;
    return new Course(facts, needs ? need(request, chain, facts, left) : null);
  }

  /** How it goes on where nothing new is to be decided. */
  Course asBefore(Compressible request) {
    return mayBeShortened(request)
        ? new Course(store.find(store.chain(request)).sent(), null)
        : Course.AS_IT_IS;
  }

  private static boolean mayBeShortened(Compressible request) {
    return KNOWN.containsAll(request.index().blockTypes())
        && request.index().messages().size() > FactStore.FEWEST;
  }

  private static long left(
      Compressible request, long tokens, @Nullable Facts facts, Spared spared) {
    return tokens - (facts == null ? 0 : facts.removed(request)) - spared.with(facts);
  }

  /** What is to be made, null where there is too little to make it of or it would not pay. */
  private @Nullable Need need(
      Compressible request, Chain chain, @Nullable Facts facts, long tokens) {
    int from = facts == null ? 0 : facts.cut();
    int cut = Cut.find(request, config.keepTurns());
    if (cut < from + FactStore.FEWEST) {
      return null;
    }
    long read = request.tokens(from, cut);
    long kept = request.fixed() + request.tokens(cut, request.index().messages().size());
    long replaced = Math.clamp(tokens - kept, 0, read);
    return payback.pays(request, tokens, replaced, read)
        ? new Need(request, chain, facts, cut)
        : null;
  }
}
