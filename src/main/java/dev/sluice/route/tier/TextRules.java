package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How hard a user's text sounds, by its words alone. Pure. What it is sure of is meant to be right
 * nearly always; all the rest is left in doubt and goes to nobody cheaper.
 */
final class TextRules {
  private static final Pattern CONTINUATION = Pattern.compile("(?<=[.!?。！？;；\\n])\\s*|(?<=[，])");
  private static final Pattern DEICTIC =
      Pattern.compile(
          "(?i)^(?:is|does|do|can|could|will|would|should|are|any)\\b.{0,12}\\b(?:this|it|that|these|issues?)\\b.*");
  private static final Pattern QUESTION =
      Pattern.compile(
          "(?i)^(?:who|whose|when|where|which|what|how many|how much|in which|wer|wann|wo|qui|quand|où|quién|cuándo|dónde|谁|谁是|什么时候|哪)\\b.*",
          Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern ARITHMETIC =
      Pattern.compile(
          "(?i)^(?:what(?:'s| is)|calculate|compute|was ist|combien font)?\\s*\\d[\\d.,]*\\s*(?:[-+*/x×÷%]|plus|minus|times|percent of|% of)\\s*\\d[\\d.,]*\\s*[=?]*$");
  private static final Pattern WHAT = Pattern.compile("what|was|qu|cuál|qué|什么");
  private static final Pattern HOW_TO =
      Pattern.compile("(?i)(?:please )?(?:explain|describe)\\b.{0,20}\\b(?:how (?:to|you)|why)\\b");
  private static final int LONG_INSTRUCTION = 60;
  private static final int SHORT_REQUEST = 40;
  private static final int SHORT_QUESTION = 11;
  private static final int SHORT_PROGRAM = 15;
  private static final int FEW_LINES = 15;
  private static final int SHORT_EXPLANATION = 25;
  private static final int MOST_TALK = 6;
  private static final int OPENING = 24;
  private static final int SENTENCE = 200;
  private static final int MUCH_TEXT = 250;
  private static final int MUCH_CODE = 60;

  private TextRules() {}

  /** The verdict on a text. */
  static Verdict judge(String text) {
    if (text.isBlank()) {
      return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "no words of a user");
    }
    Prose prose = Prose.of(text);
    Signals asked = Signals.of(prose.asked());
    Signals instruction = Signals.of(prose.instruction());
    if (ARITHMETIC.matcher(prose.asked()).matches()) {
      return Verdict.sure(Tier.SIMPLE, 0.9, "arithmetic");
    }
    boolean mechanical = instruction.opener(Kind.SIMPLE) != null;
    if (prose.codeLines() == 0
        && (Formal.is(prose.instruction())
            || (!mechanical && Formal.reckons(prose.instruction())))) {
      return Verdict.unsure(Tier.COMPLEX, Tier.MODERATE, "to be worked out");
    }
    Verdict simple = simple(prose, asked, instruction);
    if (simple != null) {
      return simple;
    }
    if (LookUp.is(text)
        && prose.codeLines() == 0
        && !asked.has(Kind.STRONG)
        && !asksForMore(prose)) {
      return Verdict.sure(Tier.MODERATE, 0.75, "a look-up");
    }
    Verdict hard = hard(asked);
    return hard != null ? hard : moderate(prose, asked, instruction);
  }

  private static @Nullable Verdict simple(Prose prose, Signals asked, Signals instruction) {
    if (isTalk(asked)) {
      return Verdict.sure(Tier.SIMPLE, 0.9, "small talk");
    }
    if (isFact(prose, asked)) {
      return Verdict.sure(Tier.SIMPLE, 0.85, "short question of fact");
    }
    String opener = instruction.opener(Kind.SIMPLE);
    if (opener != null && isMechanical(prose, instruction, opener)) {
      return Verdict.sure(Tier.SIMPLE, 0.9, "mechanical: " + opener);
    }
    return atTheEnd(prose, asked, instruction);
  }

  private static boolean isTalk(Signals asked) {
    return asked.length() <= MOST_TALK
        && !asked.words().isEmpty()
        && asked.words().stream()
            .allMatch(word -> Signals.of(word).has(Kind.TALK) || Signals.of(word).has(Kind.POLITE))
        && asked.has(Kind.TALK);
  }

  private static boolean isFact(Prose prose, Signals asked) {
    return asked.length() <= SHORT_QUESTION
        && prose.codeLines() == 0
        && QUESTION.matcher(prose.asked()).matches()
        && prose.asked().indexOf('\n') < 0
        && asked.has(Kind.FACT)
        && !asked.hard()
        && !asked.has(Kind.WORK)
        && !asked.has(Kind.CODE);
  }

  /** A mechanical opener, and nothing in the instruction or around it that asks for more. */
  private static boolean isMechanical(Prose prose, Signals instruction, String opener) {
    boolean code = instruction.has(Kind.CODE) && !opener.endsWith("format");
    Signals own = Signals.of(opener);
    boolean needs = own.has(Kind.MATERIAL) && !prose.material();
    boolean formless = own.has(Kind.TRANSFORM) && !instruction.has(Kind.FORM);
    return instruction.length() <= LONG_INSTRUCTION
        && !instruction.hard()
        && !instruction.has(Kind.WORK)
        && !code
        && !needs
        && !formless
        && prose.codeLines() <= MUCH_CODE
        && !asksForMore(prose);
  }

  /** A second request, in a closing paragraph or in a sentence that goes on from the first. */
  private static boolean asksForMore(Prose prose) {
    Signals closing = Signals.of(prose.closing());
    if (closing.length() > 0
        && closing.length() <= SHORT_REQUEST
        && (closing.has(Kind.STRONG)
            || closing.opener(Kind.WEAK) != null
            || closing.opener(Kind.WORK) != null)) {
      return true;
    }
    for (String sentence : sentences(prose.rest())) {
      if (Signals.of(head(sentence, OPENING)).opener(Kind.THEN) != null) {
        Signals signals = Signals.of(head(sentence, SENTENCE));
        if (signals.hard() || signals.has(Kind.WORK)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String head(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    for (String each : CONTINUATION.split(text, -1)) {
      String bare = each.strip();
      if (!bare.isEmpty()) {
        sentences.add(bare);
      }
    }
    return sentences;
  }

  /** Material first and a mechanical request in the last line. */
  private static @Nullable Verdict atTheEnd(Prose prose, Signals asked, Signals instruction) {
    Signals last = Signals.of(prose.lastLine());
    String opener = last.opener(Kind.SIMPLE);
    boolean opensWithMore =
        instruction.opener(Kind.STRONG) != null
            || instruction.opener(Kind.WEAK) != null
            || instruction.opener(Kind.WORK) != null;
    return opener != null
            && last.length() <= SHORT_REQUEST
            && !last.hard()
            && !last.has(Kind.WORK)
            && !last.has(Kind.CODE)
            && !opensWithMore
            && !asked.has(Kind.STRONG)
            && prose.codeLines() == 0
        ? Verdict.sure(Tier.SIMPLE, 0.8, "mechanical, at the end: " + opener)
        : null;
  }

  private static @Nullable Verdict hard(Signals asked) {
    String strong = asked.first(Kind.STRONG);
    if (strong != null) {
      return Verdict.sure(Tier.COMPLEX, 0.9, "hard: " + strong);
    }
    if (asked.formulas()) {
      return Verdict.sure(Tier.COMPLEX, 0.8, "hard: formulas");
    }
    int weak = asked.count(Kind.WEAK);
    if (weak >= 2) {
      return Verdict.sure(
          Tier.COMPLEX, 0.75, "hard: " + weak + " signs, " + asked.first(Kind.WEAK));
    }
    if (weak == 1) {
      return Verdict.unsure(Tier.COMPLEX, Tier.MODERATE, "perhaps hard: " + asked.first(Kind.WEAK));
    }
    if (asked.count(Kind.NEED) >= 4 || asked.length() > MUCH_TEXT) {
      return Verdict.unsure(Tier.COMPLEX, Tier.MODERATE, "long or with many conditions");
    }
    return null;
  }

  private static Verdict moderate(Prose prose, Signals asked, Signals instruction) {
    boolean isShort =
        asked.length() <= SHORT_REQUEST
            && asked.count(Kind.NEED) <= 2
            && prose.codeLines() <= MUCH_CODE;
    if (!isShort) {
      return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "neither short nor plain");
    }
    if (DEICTIC.matcher(prose.asked()).matches()) {
      return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "a question on something else");
    }
    String opener = ordinary(prose, asked, instruction);
    if (opener != null) {
      return Verdict.sure(Tier.MODERATE, 0.75, "ordinary: " + opener);
    }
    String mechanical = instruction.opener(Kind.SIMPLE);
    if (mechanical != null && asked.length() <= SHORT_QUESTION && !isOwn(prose, asked)) {
      return Verdict.sure(Tier.MODERATE, 0.75, "more than mechanical: " + mechanical);
    }
    return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "no rule fits");
  }

  /** The opener of work that is ordinary; to make something is only if what is made is. */
  private static @Nullable String ordinary(Prose prose, Signals asked, Signals instruction) {
    String maker = instruction.opener(Kind.MAKER);
    if (maker != null) {
      int longest = instruction.has(Kind.CODE) ? SHORT_PROGRAM : SHORT_REQUEST;
      return instruction.has(Kind.OBJECT) && asked.length() <= longest ? maker : null;
    }
    String opener = instruction.opener(Kind.ORDINARY);
    if (opener == null || HOW_TO.matcher(prose.asked()).lookingAt() || isOwn(prose, asked)) {
      return null;
    }
    boolean what = WHAT.matcher(opener).lookingAt();
    return asked.length() <= (what ? SHORT_QUESTION : SHORT_EXPLANATION) ? opener : null;
  }

  /** Something of the asker's own that is not shown, or is more than a few lines. */
  private static boolean isOwn(Prose prose, Signals asked) {
    boolean shown = prose.material() && prose.codeLines() <= FEW_LINES;
    return asked.has(Kind.OWN) && !shown;
  }
}
