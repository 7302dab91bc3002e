package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Hit;
import dev.sluice.route.tier.Words.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rules let pass to a cheaper model: orders made of words that are known, about everyday
 * prose. Whatever is not known to be plain is not plain. Pure.
 */
final class ClosedWorld {
  private static final Pattern CODE =
      Pattern.compile(
          "[{}\\\\^~`]|\\(\\)|::|&&|\\|\\||\\w\\s?(?:[<>]=?|!?==?)\\s?[\\w.-]|=>|\\+\\+|\\$[({A-Za-z]|\\b\\w+\\([^) ]*\\)"
              + "|;\\s*(?:\\n|$)|(?m:^\\s*\\$ )|(?i:\\bselect\\b.{1,200}\\bfrom\\b|\\binsert into\\b)");
  private static final Pattern STRUCTURE =
      Pattern.compile(
          "(?i)\\b(?:json|csv|tsv|yaml|xml|html|markdown|table|tabelle|tableau|tabla)\\b");
  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'’-]*");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d[\\d.,:/-]*(?:st|nd|rd|th|am|pm|h|s|k|%|€)?");
  private static final Set<Everyday.Kind> ANY =
      EnumSet.of(
          Everyday.Kind.PLAIN, Everyday.Kind.FRAME, Everyday.Kind.LABEL, Everyday.Kind.LISTABLE);
  private static final int FEW_WORDS = 12;
  private static final double MOSTLY = 0.6;

  private ClosedWorld() {}

  /** Whether nothing in a text, quotations and material included, is of a trade or a program. */
  static boolean isPlain(Prose prose) {
    return !isSpecial(prose) && !isCode(prose) && isProse(prose.rest() + "\n" + prose.quoted());
  }

  /** Whether there are words of law, medicine, mathematics and the like, wherever they stand. */
  static boolean isSpecial(Prose prose) {
    Signals quoted = Signals.of(prose.quoted());
    Signals rest = Signals.of(prose.rest());
    return Signals.of(prose.asked()).has(Kind.SPECIAL)
        || quoted.has(Kind.SPECIAL)
        || quoted.has(Kind.STRONG)
        || rest.has(Kind.STRONG)
        || quoted.formulas()
        || rest.formulas();
  }

  /** Whether there are signs of code; data of a form that is named may have them. */
  private static boolean isCode(Prose prose) {
    if (STRUCTURE.matcher(prose.instruction()).find()) {
      return false;
    }
    return prose.codeLines() > 0
        || CODE.matcher(prose.asked()).find()
        || CODE.matcher(prose.quoted()).find();
  }

  /** Whether most words of a longer text are those of everyday talk, or names. */
  private static boolean isProse(String text) {
    Matcher words = WORD.matcher(text);
    int all = 0;
    int known = 0;
    while (words.find()) {
      String word = words.group().replace('’', '\'');
      all++;
      boolean name = Character.isUpperCase(word.charAt(0));
      known +=
          name
                  || Wording.isUnspaced(word)
                  || Everyday.BUNDLED.knows(word.toLowerCase(Locale.ROOT), ANY)
              ? 1
              : 0;
    }
    return all < FEW_WORDS || known >= MOSTLY * all;
  }

  /** Whether there is a number in it. */
  static boolean hasNumber(String text) {
    return text.chars().anyMatch(Character::isDigit);
  }

  /** How many words are neither numbers nor of these kinds of either list. */
  static int strangers(Signals signals, Set<Kind> entries, Set<Everyday.Kind> kinds) {
    List<String> words = signals.words();
    boolean[] known = new boolean[words.size()];
    for (Hit hit : signals.hits()) {
      if (!Wording.isUnspaced(hit.entry()) && hit.kinds().stream().anyMatch(entries::contains)) {
        for (int i = hit.at(); i < hit.at() + hit.length(); i++) {
          known[i] = true;
        }
      }
    }
    int strangers = 0;
    for (int i = 0; i < known.length; i++) {
      String word = words.get(i);
      boolean fine =
          known[i] || NUMBER.matcher(word).matches() || Everyday.BUNDLED.knows(word, kinds);
      strangers += fine ? 0 : 1;
    }
    return strangers;
  }

  /** The same, but for so many words that are names by their capital letter. */
  static boolean knows(Signals signals, Set<Kind> entries, Set<Everyday.Kind> kinds, int names) {
    int strangers = strangers(signals, entries, kinds);
    return strangers == 0 || (strangers <= names && strangers <= names(signals, entries, kinds));
  }

  /** How many unknown words within the text are written like names. */
  private static int names(Signals signals, Set<Kind> entries, Set<Everyday.Kind> kinds) {
    int names = 0;
    Matcher words = WORD.matcher(signals.text());
    boolean first = true;
    while (words.find()) {
      String word = words.group();
      boolean capital = word.length() > 1 && Character.isUpperCase(word.charAt(0));
      boolean rest =
          capital && word.substring(1).equals(word.substring(1).toLowerCase(Locale.ROOT));
      if (!first && rest && strangers(Signals.of(word), entries, kinds) > 0) {
        names++;
      }
      first = false;
    }
    return names;
  }
}
