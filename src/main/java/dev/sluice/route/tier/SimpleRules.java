package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is mechanical: small talk, small sums, short questions of fact, and orders to copy, turn or
 * pick something out of plain material. All of it has to be said in known words. Pure.
 */
final class SimpleRules {
  private static final Set<Kind> ORDER =
      EnumSet.of(Kind.SIMPLE, Kind.LIGHT, Kind.POLITE, Kind.FORM, Kind.TRANSFORM);
  private static final Set<Everyday.Kind> FRAME =
      EnumSet.of(Everyday.Kind.FRAME, Everyday.Kind.LABEL);
  private static final Set<Everyday.Kind> WIDE =
      EnumSet.of(Everyday.Kind.FRAME, Everyday.Kind.LABEL, Everyday.Kind.PLAIN);
  private static final Set<Everyday.Kind> BARE = EnumSet.of(Everyday.Kind.FRAME);
  private static final Set<Everyday.Kind> LIST =
      EnumSet.of(Everyday.Kind.FRAME, Everyday.Kind.PLAIN, Everyday.Kind.LISTABLE);
  private static final Set<Everyday.Kind> LISTABLE = EnumSet.of(Everyday.Kind.LISTABLE);
  private static final Pattern LISTS =
      Pattern.compile(
          "list|name|enumerate|nenne|liste|listez|nomme|cite|lista|enumera|nombra|列出|列举");
  private static final Pattern SUMMARY =
      Pattern.compile("summar|sum up|condense|zusammenf|fass|résum|resum|总结|概括|摘要|要約");
  private static final Pattern LENGTH =
      Pattern.compile(
          "(?i)\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|single|einem|zwei|drei|une?|deux|trois|una?|dos|tres)\\b|一|两|三");
  private static final Pattern VERDICT = Pattern.compile("tell me whether this|is this \\w+");
  private static final Pattern NEW_THING =
      Pattern.compile("(?i)\\b(?:a|an|some|any|me|my|our|us)\\b.*", Pattern.DOTALL);
  private static final Pattern CHOICE =
      Pattern.compile(
          "(?is)^(?:(?:is|was|are) (?:_|(?:this|the(?: following)?|it)\\b)?.{0,40}?)?"
              + "[\\w'-]+,? or (?:an? |not )?[\\w-]+[?:.]?.*"
              + "|(?is)^which (?:one )?of (?:these|the following)(?: \\p{L}+)? (?:is|are) (?:an? )?[\\w-]+ ?[?:].*");
  private static final int LONG_INSTRUCTION = 40;
  private static final int SHORT_LIST = 10;
  private static final int SHORT_CHOICE = 16;
  private static final int SHORT_REQUEST = 40;
  private static final int MUCH_MATERIAL = 1_800;
  private static final int FEW_WORDS = 30;

  private SimpleRules() {}

  /** The verdict on a text that is mechanical, null for any other. */
  static @Nullable Verdict of(Prose prose, Signals asked, Signals instruction) {
    if (Trifle.isTalk(asked)) {
      return Verdict.sure(Tier.SIMPLE, 0.9, "small talk");
    }
    if (Trifle.isSum(prose)) {
      return Verdict.sure(Tier.SIMPLE, 0.9, "arithmetic");
    }
    Verdict verdict = form(prose, asked, instruction);
    return verdict == null || ClosedWorld.isPlain(prose)
        ? verdict
        : Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "mechanical, but not on plain words");
  }

  private static @Nullable Verdict form(Prose prose, Signals asked, Signals instruction) {
    if (Fact.is(prose, asked) || Trifle.isSaying(prose, asked)) {
      return Verdict.sure(Tier.SIMPLE, 0.85, "short question of fact");
    }
    if (isChoice(prose, instruction)) {
      return Verdict.sure(Tier.SIMPLE, 0.85, "one of two");
    }
    String opener = instruction.opener(Kind.SIMPLE);
    if (opener != null && isMechanical(prose, instruction, opener)) {
      return isFree(prose, instruction, opener)
          ? Verdict.sure(Tier.MODERATE, 0.75, "a summary of any length")
          : Verdict.sure(Tier.SIMPLE, 0.9, "mechanical: " + opener);
    }
    String light = instruction.opener(Kind.LIGHT);
    if (light != null && isLight(prose, instruction, light)) {
      return Verdict.sure(Tier.SIMPLE, 0.85, "mechanical: " + light);
    }
    return atTheEnd(prose, asked, instruction);
  }

  /** Whether one of two plain labels is asked for, and the thing itself is shown. */
  private static boolean isChoice(Prose prose, Signals instruction) {
    return prose.material()
        && instruction.length() <= SHORT_CHOICE
        && CHOICE.matcher(prose.instruction()).matches()
        && !instruction.has(Kind.WORK)
        && !Following.asksForMore(prose)
        && ClosedWorld.knows(instruction, ORDER, FRAME, 0);
  }

  /** A mechanical opener, and nothing in the instruction or around it that asks for more. */
  private static boolean isMechanical(Prose prose, Signals instruction, String opener) {
    boolean code = instruction.has(Kind.CODE) && !opener.endsWith("format");
    Signals own = Signals.of(opener);
    boolean needs = own.has(Kind.MATERIAL) && !prose.material();
    boolean formless = own.has(Kind.TRANSFORM) && !instruction.has(Kind.FORM);
    return instruction.length() <= LONG_INSTRUCTION
        && !instruction.has(Kind.WORK)
        && !code
        && !needs
        && !formless
        && prose.rest().length() <= MUCH_MATERIAL
        && !Following.asksForMore(prose)
        && isFramed(prose, instruction, opener);
  }

  /** Whether a summary of more than a few lines is asked for and nobody says how long. */
  private static boolean isFree(Prose prose, Signals instruction, String opener) {
    int material = Signals.of(prose.rest() + " " + prose.quoted()).length();
    return SUMMARY.matcher(opener).lookingAt()
        && material > FEW_WORDS
        && !LENGTH.matcher(instruction.text()).find();
  }

  private static boolean isFramed(Prose prose, Signals instruction, String opener) {
    if (LISTS.matcher(opener).matches() && !shows(prose)) {
      boolean listable =
          instruction.words().stream().anyMatch(word -> Everyday.BUNDLED.knows(word, LISTABLE));
      return listable
          && !instruction.hard()
          && instruction.length() <= SHORT_LIST
          && ClosedWorld.knows(instruction, ORDER, LIST, 1);
    }
    if (VERDICT.matcher(opener).matches()) {
      return ClosedWorld.knows(Signals.of(prose.asked()), ORDER, FRAME, 0);
    }
    boolean wide = Signals.of(opener).has(Kind.OPEN);
    return wide
        ? !instruction.hard() && ClosedWorld.knows(instruction, ORDER, WIDE, 0)
        : ClosedWorld.knows(instruction, ORDER, FRAME, 0);
  }

  /** Whether the material stands in the request, not in a document before it. */
  private static boolean shows(Prose prose) {
    return !prose.rest().isEmpty() || prose.asked().indexOf('_') >= 0;
  }

  /** To put something in another place or form, what it is being shown. */
  private static boolean isLight(Prose prose, Signals instruction, String opener) {
    int at = prose.instruction().toLowerCase(Locale.ROOT).indexOf(opener);
    String object = at < 0 ? "" : prose.instruction().substring(at + opener.length()).strip();
    Signals signals = Signals.of(object);
    boolean shown = prose.material() || ClosedWorld.hasNumber(object);
    return shown
        && !object.isEmpty()
        && !NEW_THING.matcher(object).lookingAt()
        && instruction.length() <= LONG_INSTRUCTION
        && !signals.has(Kind.WORK)
        && !signals.has(Kind.CODE)
        && !Following.asksForMore(prose)
        && ClosedWorld.knows(instruction, ORDER, BARE, prose.material() ? 2 : 0);
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
            && !last.has(Kind.STRONG)
            && !last.has(Kind.WORK)
            && !last.has(Kind.CODE)
            && !opensWithMore
            && !asked.has(Kind.STRONG)
            && prose.codeLines() == 0
            && isFramed(prose, last, opener)
        ? Verdict.sure(Tier.SIMPLE, 0.8, "mechanical, at the end: " + opener)
        : null;
  }
}
