package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.TokenEstimate;
import dev.sluice.models.ModelFacts;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.reduce.Decision.LeftOut;
import java.util.function.Predicate;

/**
 * Where to cut a conversation that nears the model's limit. The first message, which is the task,
 * stays unless it is what does not fit; the oldest turns after it go whole, uses of tools with
 * their results. A cut is made deep, so that the next one is far off: each costs the prompt cache
 * of all that follows. Pure.
 */
final class Pruning {
  private static final double STEP = 0.6;
  private static final int MARKER_TOKENS = 60;
  private static final int LARGE_TASK = 4;

  private static final double BRIM = 0.98;

  private final ReduceConfig.Prune config;
  private final Predicate<Draft> coming;

  /**
   * Cuts as configured.
   *
   * @param coming whether the conversation will soon be shorter by other means, so that two changes
   *     of its beginning would follow on each other: then it may fill the window to the brim
   */
  Pruning(ReduceConfig.Prune config, Predicate<Draft> coming) {
    this.config = config;
    this.coming = coming;
  }

  /** The cut that was made last and still fits this conversation. */
  static Cut made(Conversation conversation) {
    for (int at = conversation.size() - 1; at > 0; at--) {
      Decision decision = conversation.decision(at - 1);
      if (decision != null && decision.leftOut() != LeftOut.NOTHING && isLegal(conversation, at)) {
        return new Cut(at, decision.leftOut());
      }
    }
    return Cut.NONE;
  }

  /** The cut to make now: the one made before, or a deeper one if that is no longer enough. */
  Cut next(Conversation conversation, Draft draft, Cut made) {
    long limit = limit(draft, config.at());
    if (limit <= 0 || !isNear(conversation, draft.index(), made, limit)) {
      return made;
    }
    if (coming.test(draft)
        && !isNear(conversation, draft.index(), made, limit(draft, Math.max(BRIM, config.at())))) {
      return made;
    }
    boolean foreign =
        draft.index().blockTypes().contains("compaction")
            || draft.index().blockTypes().contains("tool_search_tool_result");
    boolean first = conversation.isRole(0, "user") && !conversation.hasBlock(0, "tool_result");
    if (foreign || !first) {
      return made;
    }
    long room = limit - around(draft.index(), draft.body().bytes()) - MARKER_TOKENS;
    return new Search(conversation, made, room).run();
  }

  /** Most estimated tokens of a prompt; 0 if the model's window is not known. */
  private static long limit(Draft draft, double share) {
    ModelFacts model = draft.model();
    double tokens = model.window() * share;
    if (countsOutput(model.id())) {
      tokens -= maxTokens(draft.index());
    }
    return (long) (tokens / model.tokenFactor());
  }

  /** Before 4.5, input and {@code max_tokens} together had to fit (spec anthropic-api 7.1). */
  private static boolean countsOutput(String model) {
    return model.startsWith("claude-3")
        || model.matches("claude-(opus|sonnet|haiku)-4(-[01])?(-\\d{8})?");
  }

  private static long maxTokens(Index index) {
    String raw = index.raw("max_tokens");
    return raw != null && raw.matches("\\d{1,9}") ? Long.parseLong(raw) : 0;
  }

  private static boolean isNear(Conversation conversation, Index index, Cut cut, long limit) {
    long tokens = 0;
    for (int i = 0; i < conversation.size(); i++) {
      tokens += cut.sends(i) ? sent(conversation, i, cut) : 0;
    }
    // What stands around the messages has no more tokens than bytes, and is seldom worth counting.
    return tokens + length(index) > limit && tokens + around(index, conversation.bytes()) > limit;
  }

  private static long length(Index index) {
    long length = 0;
    for (String name : new String[] {"system", "tools"}) {
      Span span = index.members().get(name);
      length += span == null ? 0 : span.length();
    }
    return length;
  }

  private static long around(Index index, byte[] bytes) {
    long tokens = 0;
    for (String name : new String[] {"system", "tools"}) {
      Span span = index.members().get(name);
      tokens += span == null ? 0 : TokenEstimate.of(bytes, span);
    }
    return tokens;
  }

  /** Tokens of a message as it is sent under this cut. */
  static long sent(Conversation conversation, int at, Cut cut) {
    Decision decision = conversation.decision(at);
    if (decision == null) {
      return conversation.tokens(at);
    }
    long tokens = decision.tokens();
    for (Patch patch : decision.patches()) {
      tokens -= cut.keeps(patch) ? patch.tokens() : 0;
    }
    return tokens;
  }

  /**
   * Whether a conversation may go on with this message after others were left out: it begins a
   * turn, and no tool's result in that turn answers what is gone.
   */
  private static boolean isLegal(Conversation conversation, int at) {
    if (conversation.isRole(at, "assistant")) {
      return !conversation.isRole(at - 1, "assistant");
    }
    for (int i = at; i < conversation.size(); i++) {
      if (conversation.isRole(i, "assistant")) {
        return conversation.isRole(at, "user");
      }
      if (conversation.hasBlock(i, "tool_result")) {
        return false;
      }
    }
    return conversation.isRole(at, "user");
  }

  /** Looks for the place. */
  private final class Search {
    private final Conversation conversation;
    private final Cut made;
    private final long room;

    Search(Conversation conversation, Cut made, long room) {
      this.conversation = conversation;
      this.made = made;
      this.room = room;
    }

    Cut run() {
      if (made.what() != LeftOut.ALL) {
        Cut cut = deepEnough(LeftOut.AFTER_FIRST);
        if (!cut.isNone()) {
          return cut;
        }
      }
      boolean large = whole(0) > room / LARGE_TASK;
      Cut cut = large || made.what() == LeftOut.ALL ? deepEnough(LeftOut.ALL) : Cut.NONE;
      return cut.isNone() ? made : cut;
    }

    /**
     * The least deep cut that leaves room, else the deepest if that fits at all; walking from the
     * end, so that each candidate costs one message.
     */
    private Cut deepEnough(LeftOut what) {
      int deepest = Math.min(conversation.size() - config.keep(), beforeSystemMessages());
      Cut found = Cut.NONE;
      long tokens = what == LeftOut.AFTER_FIRST ? whole(0) : 0;
      for (int at = conversation.size() - 1; at > Math.max(made.at(), 1); at--) {
        tokens += whole(at);
        boolean fits = tokens <= (found.isNone() ? room : (long) (room * STEP));
        if (!fits) {
          break;
        }
        if (at <= deepest && suits(at, what)) {
          found = new Cut(at, what);
        }
      }
      return found;
    }

    private boolean suits(int at, LeftOut what) {
      return isLegal(conversation, at)
          && (what == LeftOut.AFTER_FIRST || conversation.isRole(at, "user"));
    }

    /** A system message among the others stays where it is, and so does what follows. */
    private int beforeSystemMessages() {
      int at = made.isNone() ? 1 : made.at();
      while (at < conversation.size() && !conversation.isRole(at, "system")) {
        at++;
      }
      return at;
    }

    /** With whatever was taken out by pointing to what may be gone. */
    private long whole(int at) {
      Decision decision = conversation.decision(at);
      if (decision == null) {
        return conversation.tokens(at);
      }
      long tokens = decision.tokens();
      for (Patch patch : decision.patches()) {
        tokens -= patch.source() == Patch.NO_SOURCE ? patch.tokens() : 0;
      }
      return tokens;
    }
  }
}
