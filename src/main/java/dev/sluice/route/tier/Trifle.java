package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What needs no material and no thought: small talk, small sums, the spelling of a word. Pure. */
final class Trifle {
  private static final Pattern SUM =
      Pattern.compile(
          "(?i)^(?:what(?:'?s| is| are)|calculate|compute|how much is|was ist|combien font)?\\s*"
              + "(?:\\d{1,3}\\s*(?:[-+*/x×÷]|plus|minus|times|divided by)\\s*\\d{1,3}"
              + "|\\d{1,5}(?:\\s*(?:[-+]|plus|minus)\\s*\\d{1,5}){1,3}"
              + "|\\d{1,3}\\s*(?:percent|%) of \\d{1,5})\\s*[=?]*$");
  private static final Pattern SAY =
      Pattern.compile(
          "(?i)^(?:how (?:do|would|can) (?:you|i|we) (?:spell|pronounce) \\S+(?: in \\w+)?"
              + "|how (?:do|would|can) (?:you|i|we) (?:say|write) .{1,40} in \\p{L}+"
              + "|what(?:'?s| is) (?:the )?(?:\\p{L}+ )?(?:word )?(?:for )?.{1,30} in \\p{L}+|spell \\S+)[?.!]*$");
  private static final Set<Everyday.Kind> KNOWN =
      EnumSet.of(Everyday.Kind.FRAME, Everyday.Kind.LABEL, Everyday.Kind.PLAIN);
  private static final int MOST_TALK = 6;

  private Trifle() {}

  /** Whether it is small talk. */
  static boolean isTalk(Signals asked) {
    return asked.length() <= MOST_TALK
        && !asked.words().isEmpty()
        && asked.words().stream()
            .allMatch(word -> Signals.of(word).has(Kind.TALK) || Signals.of(word).has(Kind.POLITE))
        && asked.has(Kind.TALK);
  }

  /** Whether it is a sum that needs no paper. */
  static boolean isSum(Prose prose) {
    return SUM.matcher(prose.asked()).matches();
  }

  /** Whether a word is to be spelled, or said in another language. */
  static boolean isSaying(Prose prose, Signals asked) {
    return SAY.matcher(prose.asked()).matches()
        && !asked.hard()
        && ClosedWorld.knows(asked, EnumSet.allOf(Kind.class), KNOWN, 0);
  }
}
