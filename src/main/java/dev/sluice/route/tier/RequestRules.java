package dev.sluice.route.tier;

import dev.sluice.history.Turn;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.route.tier.Words.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How hard a whole request looks: the user's words, then what stands around them. Only edges and
 * counts are looked at, never all of the body. Pure.
 */
final class RequestRules {
  private static final Pattern LABELS =
      Pattern.compile(
          "(?i)\\b(?:one|single) (?:word|label|category)\\b|\\b(?:only|just) (?:the )?(?:label|category|word|json)\\b"
              + "|\\bone of\\b|\\beither\\b|\\byes or no\\b|\\btrue or false\\b");
  private static final Pattern GREAT_EFFORT = Pattern.compile("\"(?:xhigh|max)\"");
  private static final Pattern BUDGET = Pattern.compile("\"budget_tokens\"\\s*:\\s*(\\d{5,9})");
  private static final int SHORT_SYSTEM = 4_000;
  private static final int LONG_SYSTEM = 12_000;
  private static final int LONG_PROMPT = 30_000;
  private static final int VERY_LONG_PROMPT = 120_000;
  private static final int MANY_MESSAGES = 30;
  private static final int DEEP_THOUGHT = 16_000;
  private static final int BYTES_A_TOKEN = 4;

  private final byte[] bytes;
  private final Index index;
  private final Intent intent;
  private final long tokens;

  private RequestRules(Request request, Intent intent) {
    this.bytes = request.call().body().bytes();
    this.index = request.index();
    this.intent = intent;
    this.tokens = tokens(request);
  }

  /** The verdict on a request with this intent. */
  static Verdict judge(Request request, Intent intent) {
    RequestRules rules = new RequestRules(request, intent);
    return rules.surrounded(rules.words());
  }

  /** Estimated tokens of the prompt, as models before 4.7 count. */
  static long tokens(Request request) {
    Turn turn = request.turn();
    return turn == null || turn.prefix().blocks().isEmpty()
        ? request.call().body().bytes().length / BYTES_A_TOKEN
        : turn.prefix().blocks().getLast().tokens();
  }

  private Verdict words() {
    Verdict verdict = TextRules.judge(intent.text());
    if (isOneShot() && verdict.tier() != Tier.SIMPLE) {
      String system = system();
      Signals asked = Signals.of(head(intent.text(), 200));
      boolean orders = asked.opens(Kind.STRONG) || asked.opens(Kind.WEAK) || asked.opens(Kind.WORK);
      if (!orders && isMechanical(system)) {
        return Verdict.sure(Tier.SIMPLE, 0.85, "mechanical by the system prompt");
      }
    }
    return intent.fresh()
            && isConversation()
            && Signals.of(head(intent.text(), 300)).has(Kind.STUCK)
        ? verdict.atLeast(Tier.COMPLEX, "what was done before did not do")
        : verdict;
  }

  /** One message, nothing before it, and no tools but one that the answer has to go through. */
  private boolean isOneShot() {
    return index.messages().size() == 1 && !offersTools();
  }

  private boolean isConversation() {
    return index.messages().size() > 1;
  }

  private boolean offersTools() {
    String choice = index.raw("tool_choice");
    boolean forced = choice != null && choice.contains("\"tool\"");
    boolean none = choice != null && choice.contains("\"none\"");
    return !index.tools().isEmpty() && !none && !(forced && index.tools().size() == 1);
  }

  /** A short system prompt that asks for a label, an extract or a summary and for nothing else. */
  private boolean isMechanical(String system) {
    if (system.isBlank() || system.length() > SHORT_SYSTEM) {
      return false;
    }
    Signals signals = Signals.of(system);
    boolean asks = LABELS.matcher(system).find() || opensMechanically(system);
    return asks
        && !signals.has(Kind.STRONG)
        && signals.count(Kind.WEAK) <= 2
        && !Signals.of(head(system, 300)).opens(Kind.WORK)
        && signals.count(Kind.MAKER) == 0;
  }

  private static boolean opensMechanically(String system) {
    for (String sentence : system.split("(?<=[.!?。\\n])\\s*", 20)) {
      if (Signals.of(sentence).opens(Kind.SIMPLE)
          || sentence.matches(
              "(?i)(?:you|your task is to|your job is to) (?:will )?"
                  + "(?:classify|extract|translate|summari[sz]e|label|tag|categori[sz]e|format)\\b.*\\s*")) {
        return true;
      }
    }
    return false;
  }

  /** The beginning of the system prompt's last block, where instructions of an application are. */
  private String system() {
    List<Span> blocks = index.system();
    if (blocks.isEmpty()) {
      Span string = index.members().get("system");
      return string == null || bytes[string.from()] != '"' ? "" : Excerpt.of(bytes, string);
    }
    Span last = blocks.getLast();
    String text = systemBytes() > 2 * SHORT_SYSTEM ? null : Intent.blockText(bytes, last);
    return text == null ? "" : text;
  }

  private Verdict surrounded(Verdict words) {
    Verdict verdict = words;
    if (offersTools()) {
      verdict = verdict.atLeast(Tier.MODERATE, "tools");
    }
    if (index.blockTypes().contains("tool_use")) {
      verdict = verdict.atLeast(Tier.MODERATE, "tools in use");
    }
    if (index.blockTypes().contains("image") || index.blockTypes().contains("document")) {
      verdict = verdict.atLeast(Tier.MODERATE, "images or documents");
    }
    if (index.messages().size() > MANY_MESSAGES || systemBytes() > LONG_SYSTEM) {
      verdict = verdict.atLeast(Tier.MODERATE, "long conversation or system prompt");
    }
    if (tokens > LONG_PROMPT) {
      verdict = verdict.atLeast(Tier.MODERATE, "long prompt");
    }
    if (tokens > VERY_LONG_PROMPT) {
      verdict = verdict.doubted("very long prompt");
    }
    return wished(verdict);
  }

  private long systemBytes() {
    Span system = index.members().get("system");
    return system == null ? 0 : system.length();
  }

  /** What the client's parameters say of its wishes, and the results of tools of how it goes. */
  private Verdict wished(Verdict verdict) {
    String output = index.raw("output_config");
    if (output != null && GREAT_EFFORT.matcher(output).find()) {
      return Verdict.sure(Tier.COMPLEX, 1, "effort above high");
    }
    String trouble = Trouble.of(bytes, index);
    if (trouble != null) {
      return Verdict.sure(Tier.COMPLEX, 0.9, trouble);
    }
    String thinking = index.raw("thinking");
    if (thinking == null || !thinking.contains("\"enabled\"")) {
      return verdict;
    }
    var budget = BUDGET.matcher(thinking);
    boolean deep = budget.find() && Integer.parseInt(budget.group(1)) >= DEEP_THOUGHT;
    Verdict thoughtful = verdict.atLeast(Tier.MODERATE, "thinking");
    return deep ? thoughtful.doubted("a large budget of thinking") : thoughtful;
  }

  private static String head(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
