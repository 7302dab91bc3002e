package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text is a short question of fact with one short answer. Pure. */
final class Fact {
  private static final Pattern QUESTION =
      Pattern.compile(
          "(?i)^(?:quick question,? |do you know )?(?:who|whose|when|where|which|what|what's|whats|how many|how much|in which|was ist|was sind|wie viele|welche[rs]?|wer|wann|wo|qui|quand|où|quelle? est|quels? sont|combien|quién|cuál es|cuáles son|cuántos?|cuántas|cuándo|dónde|谁|谁是|什么时候|哪)\\b.*",
          Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern PHRASE =
      Pattern.compile(
          "(?i)^(?:give (?:me )?)?(?:the |an? )?(?:capital|currency|population|plural|opposite|synonym|antonym|abbreviation|chemical symbol|past tense"
              + "|author|\\p{L}{3,8}est \\p{L}+) (?:city )?(?:of|for|in|on)\\b.{1,40}$");
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?i).*\\b(?:(?:capital|currency|population|plural|opposite|synonym|antonym|symbol|abbreviation|tense|author|time zone|country code|area code|continent)s?"
              + "(?: city)? (?:of|for|in)|who (?:\\p{L}+ )?(?:wrote|painted|invented|discovered|composed|sang|directed|founded) (?!.*\\b(?:or|in|from|to|letter|note|message)\\b)|stands? for)\\b.*");
  private static final Pattern MORE =
      Pattern.compile(
          "(?i)^who\\b.*\\bor\\b|\\b(?:i|me|my|mine|we|our|us|your|should|could|would|must|if|than|good|like|feel|think|want|both|recommend|cook|wear|say|tell|eat|it|this|that|these|those|here|ich|mein\\w*|je|mon|ma|mes|yo|mi|mis)\\b");
  private static final Pattern NUMBER = Pattern.compile("\\b(?!(?:1[5-9]|20)\\d\\d\\b)\\d");
  private static final Set<Everyday.Kind> KNOWN =
      EnumSet.of(
          Everyday.Kind.PLAIN, Everyday.Kind.FRAME, Everyday.Kind.LABEL, Everyday.Kind.LISTABLE);
  private static final Set<Kind> ENTRIES = EnumSet.of(Kind.FACT, Kind.POLITE);
  private static final Pattern SUPERLATIVE =
      Pattern.compile("(?i)\\b(?!west|forest|guest|interest)\\p{L}{3,8}est (\\p{L}+)");
  private static final Set<Everyday.Kind> LISTABLE = EnumSet.of(Everyday.Kind.LISTABLE);
  private static final int LONGEST = 12;
  private static final int STRANGERS = 2;

  private Fact() {}

  /** Whether it is. */
  static boolean is(Prose prose, Signals asked) {
    String text = prose.asked();
    boolean asks = QUESTION.matcher(text).matches() && asked.has(Kind.FACT);
    return (asks || PHRASE.matcher(text).matches())
        && asked.length() <= LONGEST
        && prose.codeLines() == 0
        && text.indexOf('\n') < 0
        && !MORE.matcher(text).find()
        && !NUMBER.matcher(text).find()
        && !asked.hard()
        && !asked.has(Kind.WORK)
        && !asked.has(Kind.CODE)
        && isOfMany(text)
        && isKnown(text, asked);
  }

  /** The largest of things that there are lists of, if of any. */
  private static boolean isOfMany(String text) {
    Matcher superlative = SUPERLATIVE.matcher(text);
    return !superlative.find()
        || Everyday.BUNDLED.knows(superlative.group(1).toLowerCase(Locale.ROOT), LISTABLE);
  }

  /** What is asked about may be unknown, what is asked of it may not. */
  private static boolean isKnown(String text, Signals asked) {
    boolean about = ABOUT.matcher(text).matches() || PHRASE.matcher(text).matches();
    return about
        ? ClosedWorld.strangers(asked, ENTRIES, KNOWN) <= STRANGERS
        : ClosedWorld.knows(asked, ENTRIES, KNOWN, STRANGERS);
  }
}
