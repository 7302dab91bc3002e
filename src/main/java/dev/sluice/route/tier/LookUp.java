package dev.sluice.route.tier;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a text asks to find where something is, and for nothing beyond: reading and listing,
 * which words such as "parser" or "repo" make no harder. Pure.
 */
final class LookUp {
  private static final int LONGEST = 300;

  private static final Pattern OPENS =
      Pattern.compile(
          "(?is)^(?:please |can you |could you )*"
              + "(?:task[ \\w-]{0,20}: )?(?:find|list|locate|look up|search for|show(?: me)?|tell me|name|which|where)\\b.*");

  private static final Pattern PLACE =
      Pattern.compile(
          "(?i)\\b(?:where|which files?|usages?|uses of|callers?|references|occurrences|definitions?"
              + "|is called|are called|is defined|is used|are used|is imported|imports?"
              + "|is declared|is loaded|is set|files that|lines that|places that|endpoints)\\b");

  private static final Pattern MORE =
      Pattern.compile(
          "(?i)\\b(?:why|how|causes?|bugs?|errors?|races?|leaks?|deadlocks?|vulnerab\\w*|insecure|unsafe"
              + "|problems?|issues?|wrong|fails?|failing|broken|slow|should|could be|better|improve\\w*"
              + "|refactor\\w*|redesign\\w*|design|fix|repair|change|replace|rename|remove|migrate"
              + "|explain|prove|decide|optimal|best|unused|dead|duplicat\\w*|wherever|root|then)\\b");

  /** What makes a place hard to find, or delicate. */
  private static final Pattern CONDITION =
      Pattern.compile(
          "(?i)\\b(?:not|never|nobody|no one|none|anyone|without|twice|same|only|passwords?|secrets?|tokens?|money)\\b");

  private static final Pattern TITLE = Pattern.compile("(?i)^task [ \\w-]{0,20}: ");

  /** Names of files and of what is in them, which may be any. */
  private static final Pattern NAMED =
      Pattern.compile(
          "`[^`\\n]{1,80}`|\"[^\"\\n]{1,80}\"|\\b\\w*(?:[a-z][A-Z]|\\w[_./]\\w)[\\w./]*(?:\\(\\))?");

  private static final Set<Words.Kind> POLITE = EnumSet.of(Words.Kind.POLITE);
  private static final Set<Everyday.Kind> CODE = EnumSet.of(Everyday.Kind.CODEBASE);
  private static final Set<Everyday.Kind> KNOWN =
      EnumSet.of(Everyday.Kind.PLAIN, Everyday.Kind.FRAME, Everyday.Kind.CODEBASE);

  private LookUp() {}

  private static boolean isKnown(String asked) {
    Signals signals =
        Signals.of(NAMED.matcher(TITLE.matcher(asked).replaceFirst("")).replaceAll(" "));
    boolean inCode = signals.words().stream().anyMatch(word -> Everyday.BUNDLED.knows(word, CODE));
    return inCode
        && !signals.has(Words.Kind.SPECIAL)
        && ClosedWorld.knows(signals, POLITE, KNOWN, 0);
  }

  /** Whether its first paragraph does, and nothing behind it sounds like more. */
  static boolean is(String text) {
    String whole = text.strip();
    int end = whole.indexOf("\n\n");
    String asked = end < 0 ? whole : whole.substring(0, end);
    return asked.length() <= LONGEST
        && !MORE.matcher(whole.substring(asked.length())).find()
        && OPENS.matcher(asked).matches()
        && PLACE.matcher(asked).find()
        && !MORE.matcher(asked).find()
        && !CONDITION.matcher(asked).find()
        && isKnown(asked);
  }
}
