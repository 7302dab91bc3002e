package dev.sluice.rewrite.breakpoint;

import dev.sluice.exchange.Call;
import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.models.ModelFacts;
import dev.sluice.rewrite.Draft;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the choice of markers depends on in one request.
 *
 * @param call its exchange's id
 * @param agent who asks: the first product of its user agent, without its version
 * @param turn its place in its conversation
 * @param model what is known of its model
 * @param tools whether it has tools
 * @param tail what sort of request it is
 * @param loose whether there is neither a tool nor an assistant turn, so that nothing says that it
 *     will go on
 */
record Asked(
    String call,
    String agent,
    Turn turn,
    ModelFacts model,
    boolean tools,
    Kind tail,
    boolean loose) {
  /** Estimates below the model's minimum by this much may be above it in truth. */
  private static final double ROUGHLY = 0.8;

  /** Bytes of a message that holds a word or two. */
  private static final int LABEL = 200;

  private static final int AGENT = 80;
  private static final Pattern VERSION = Pattern.compile("/v?[0-9].*$");

  static Asked of(Draft draft) {
    Index index = draft.index();
    boolean tools = !index.tools().isEmpty();
    boolean answered = index.messages().stream().anyMatch(m -> "assistant".equals(m.role()));
    Kind kind = kind(draft, tools, answered);
    Call call = draft.call();
    String agent = agent(call);
    return new Asked(
        call.id(), agent, draft.turn(), draft.model(), tools, kind, !tools && !answered);
  }

  private static Kind kind(Draft draft, boolean tools, boolean answered) {
    if (draft.turn().past() != null && answered) {
      return Kind.GOING;
    }
    if (answered) {
      return tools || !looksLikeExamples(draft) ? Kind.JOINED : Kind.EXAMPLES;
    }
    return forced(draft) ? Kind.FORCED : Kind.FIRST;
  }

  /** Few-shot prompts show more than one answer, each as short as a label. */
  private static boolean looksLikeExamples(Draft draft) {
    List<Index.Message> answers =
        draft.index().messages().stream().filter(m -> "assistant".equals(m.role())).toList();
    return answers.size() > 1
        && answers.stream().allMatch(answer -> answer.span().length() < LABEL);
  }

  private static boolean forced(Draft draft) {
    Span choice = StandDown.given(draft.index(), "tool_choice");
    Index members = choice == null ? null : Body.part(draft.body().bytes(), choice);
    String type = members == null ? null : members.text("type");
    return "any".equals(type) || "tool".equals(type);
  }

  private static String agent(Call call) {
    String agent = call.headers().get("user-agent");
    int end = agent == null ? 0 : agent.indexOf(' ');
    String first = agent == null ? "" : end < 0 ? agent : agent.substring(0, end);
    String name = VERSION.matcher(first).replaceFirst("");
    return name.substring(0, Math.min(AGENT, name.length()));
  }

  /** Whether it is likely before anything was seen that its beginning comes again. */
  boolean expected() {
    return tools && tail != Kind.FORCED;
  }

  Instant now() {
    return turn.at();
  }

  Prefix prefix() {
    return turn.prefix();
  }

  /** Whose requests these are. */
  Program program() {
    return new Program(turn.tenant(), agent, turn.model());
  }

  /** How many blocks the whole prompt has. */
  int blocks() {
    return prefix().blocks().size();
  }

  /** Whether there is a system prompt. */
  boolean system() {
    return prefix().systemEnd() > prefix().toolsEnd();
  }

  /** Hash of the first blocks, 0 for none. */
  long hash(int blocks) {
    return blocks == 0 ? 0 : prefix().blocks().get(blocks - 1).upTo();
  }

  /** Whether the first blocks are long enough for the provider to keep, as far as can be told. */
  boolean fits(int blocks) {
    return tokens(blocks) >= model.cacheMinimum() * ROUGHLY;
  }

  /** Whether they surely are. */
  boolean surelyFits(int blocks) {
    return tokens(blocks) >= model.cacheMinimum() / ROUGHLY;
  }

  /** About how many tokens the first blocks have for the model. */
  double tokens(int blocks) {
    return blocks == 0 ? 0 : prefix().blocks().get(blocks - 1).tokens() * model.tokenFactor();
  }
}
