package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How hard a user's text sounds, by its words alone. Pure. What it is sure of is meant to be right
 * nearly always; all the rest is left in doubt and goes to nobody cheaper.
 */
final class TextRules {
  private static final int MUCH_TEXT = 250;

  private TextRules() {}

  /** The verdict on a text. */
  static Verdict judge(String text) {
    if (text.isBlank()) {
      return Verdict.unsure(Tier.MODERATE, Tier.SIMPLE, "no words of a user");
    }
    Prose prose = Prose.of(text);
    Signals asked = Signals.of(prose.asked());
    Signals instruction = Signals.of(prose.instruction());
    boolean workedOut = isWorkedOut(prose, instruction);
    Verdict simple = workedOut ? null : SimpleRules.of(prose, asked, instruction);
    if (simple != null) {
      return simple;
    }
    if (workedOut) {
      return Verdict.unsure(Tier.COMPLEX, Tier.MODERATE, "to be worked out");
    }
    if (LookUp.is(text)
        && prose.codeLines() == 0
        && !asked.has(Kind.STRONG)
        && !Following.asksForMore(prose)) {
      return Verdict.sure(Tier.MODERATE, 0.75, "a look-up");
    }
    Verdict hard = hard(asked);
    return hard != null ? hard : ModerateRules.of(prose, asked, instruction);
  }

  private static boolean isWorkedOut(Prose prose, Signals instruction) {
    boolean mechanical =
        instruction.opener(Kind.SIMPLE) != null || instruction.opener(Kind.LIGHT) != null;
    return prose.codeLines() == 0
        && !Trifle.isSum(prose)
        && (Formal.is(prose.instruction()) || (!mechanical && Formal.reckons(prose.instruction())));
  }

  private static @Nullable Verdict hard(Signals asked) {
    String strong = asked.first(Kind.STRONG);
    if (strong != null) {
      return Verdict.sure(Tier.COMPLEX, 0.9, "hard: " + strong);
    }
    if (asked.length() <= MUCH_TEXT && asked.formulas()) {
      return Verdict.sure(Tier.COMPLEX, 0.8, "hard: formulas");
    }
    int weak = asked.count(Kind.WEAK);
    if (weak >= 2) {
      return Verdict.sure(
          Tier.COMPLEX, 0.75, "hard: " + weak + " signs, " + asked.first(Kind.WEAK));
    }
    String sign = asked.has(Kind.WEAK) ? asked.first(Kind.WEAK) : asked.first(Kind.SPECIAL);
    if (sign != null) {
      return Verdict.unsure(Tier.COMPLEX, Tier.MODERATE, "perhaps hard: " + sign);
    }
    if (asked.count(Kind.NEED) >= 4 || asked.length() > MUCH_TEXT) {
      return Verdict.unsure(Tier.COMPLEX, Tier.MODERATE, "long or with many conditions");
    }
    return null;
  }
}
