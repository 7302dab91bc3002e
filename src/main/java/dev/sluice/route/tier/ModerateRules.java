package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is ordinary work: short, on everyday things, in words that are all known. Pure. */
final class ModerateRules {
  private static final Pattern DEICTIC =
      Pattern.compile(
          "(?i)^(?:is|does|do|can|could|will|would|should|are|any)\\b.{0,12}\\b(?:this|it|that|these|issues?)\\b.*");
  private static final Pattern WHAT = Pattern.compile("what|was|qu|cuál|qué|什么");
  private static final Pattern HOW_TO =
      Pattern.compile(
          "(?i)(?:please )?(?:explain|describe)\\b.{0,20}\\b(?:how (?:to|you)|why|a way)\\b");
  private static final Pattern CONDITION =
      Pattern.compile(
          "(?i)\\b(?:if|when|whether|suppose|given|unless|until|wenn|falls|ob|si|lorsque|cuando"
              + "|best|worst|most|least|(?!(?:inter|gu|for|w|r|harv|qu|requ|sugg|cont|t|v|n|p|ch|inv|mod|hon|earn|ever|f|z)est)\\p{L}{2,}est)\\b");
  private static final Pattern LISTS =
      Pattern.compile(
          "list|name|enumerate|nenne|liste|listez|nomme|cite|lista|enumera|nombra|列出|列举");
  private static final Pattern CONSTRAINT =
      Pattern.compile(
          "(?i)\\b(?:must|without|each|every|exactly|only|so that|so it|in which|such that|never|always|at least|at most"
              + "|cannot|can't|nobody|no one|except|both|backwards|muss|ohne|jede[rs]?|genau|doit|sans|chaque|debe|sin|cada)\\b");
  private static final Pattern AMOUNT =
      Pattern.compile(
          "\\b(?!(?:1[5-9]|20)\\d\\d\\b)\\d[\\d.,]*(?!\\w|[-\\s]+(?:words?|sentences?|lines?|minutes?|points?|ideas?|paragraphs?|examples?|year|bullet|wörter|sätze|mots|palabras)|\\d)");
  private static final Pattern NOTES =
      Pattern.compile("(?i)\\b(?:comments?|docstrings?|type hints?)\\b");
  private static final Set<Kind> ENTRIES =
      EnumSet.of(
          Kind.ORDINARY,
          Kind.MAKER,
          Kind.OBJECT,
          Kind.POLITE,
          Kind.SIMPLE,
          Kind.LIGHT,
          Kind.WORK,
          Kind.FACT,
          Kind.FORM);
  private static final Set<Kind> IN_PROGRAM =
      EnumSet.of(Kind.MAKER, Kind.ORDINARY, Kind.OBJECT, Kind.POLITE, Kind.CODE);
  private static final Set<Everyday.Kind> TALK =
      EnumSet.of(
          Everyday.Kind.PLAIN, Everyday.Kind.FRAME, Everyday.Kind.LABEL, Everyday.Kind.LISTABLE);
  private static final Set<Everyday.Kind> PROGRAM =
      EnumSet.of(Everyday.Kind.GLUE, Everyday.Kind.PROGRAM);
  private static final int SHORT_REQUEST = 40;
  private static final int SHORT_QUESTION = 14;
  private static final int SHORT_PROGRAM = 18;
  private static final int SHORT_EXPLANATION = 25;
  private static final int FEW_LINES = 15;
  private static final int NAMES = 2;

  private ModerateRules() {}

  /** The verdict on a text that is neither mechanical nor hard. */
  static Verdict of(Prose prose, Signals asked, Signals instruction) {
    if (asked.length() > SHORT_REQUEST
        || asked.count(Kind.NEED) > 2
        || prose.codeLines() > FEW_LINES) {
      return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "neither short nor plain");
    }
    if (DEICTIC.matcher(prose.asked()).matches()) {
      return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "a question on something else");
    }
    String opener = ordinary(prose, asked, instruction);
    if (opener == null) {
      return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "no rule fits");
    }
    return isKnown(prose, asked, instruction)
        ? Verdict.sure(Tier.MODERATE, 0.75, "ordinary: " + opener)
        : Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "not all of it is plain");
  }

  /** The opener of work that is ordinary; to make something is only if what is made is. */
  private static @Nullable String ordinary(Prose prose, Signals asked, Signals instruction) {
    String maker = instruction.opener(Kind.MAKER);
    if (maker != null) {
      int longest = instruction.has(Kind.CODE) ? SHORT_PROGRAM : SHORT_REQUEST;
      return instruction.has(Kind.OBJECT)
              && asked.length() <= longest
              && !CONSTRAINT.matcher(prose.instruction()).find()
          ? maker
          : null;
    }
    String lists = instruction.opener(Kind.SIMPLE);
    boolean thinks =
        lists != null
            && LISTS.matcher(lists).matches()
            && !prose.material()
            && instruction.has(Kind.WORK);
    String opener = thinks ? lists : instruction.opener(Kind.ORDINARY);
    boolean posed =
        HOW_TO.matcher(prose.asked()).lookingAt()
            || CONDITION.matcher(prose.instruction()).find()
            || CONSTRAINT.matcher(prose.instruction()).find()
            || AMOUNT.matcher(prose.instruction()).find();
    if (opener == null || posed || isOwn(prose, asked)) {
      return null;
    }
    boolean what = WHAT.matcher(opener).lookingAt();
    return asked.length() <= (what ? SHORT_QUESTION : SHORT_EXPLANATION) ? opener : null;
  }

  /** Code is looked at only to write notes on it. */
  private static boolean isKnown(Prose prose, Signals asked, Signals instruction) {
    boolean notes = prose.codeLines() > 0 && NOTES.matcher(prose.instruction()).find();
    boolean plain = notes ? !ClosedWorld.isSpecial(prose) : ClosedWorld.isPlain(prose);
    boolean program = instruction.has(Kind.CODE);
    Signals said = prose.material() ? instruction : asked;
    return plain
        && ClosedWorld.knows(
            said, program ? IN_PROGRAM : ENTRIES, program ? PROGRAM : TALK, program ? 0 : NAMES);
  }

  /** Something of the asker's own that is not shown, or is more than a few lines. */
  private static boolean isOwn(Prose prose, Signals asked) {
    boolean shown = prose.material() && prose.codeLines() <= FEW_LINES;
    return asked.has(Kind.OWN) && !shown;
  }
}
