package dev.sluice.route.tier;

import java.util.regex.Pattern;

/**
 * Whether a text is about numbers, formulas or code that has to be worked out, however short and
 * plain it sounds. Pure.
 */
final class Formal {
  private static final int LONGEST = 600;

  private static final Pattern SIGNS =
      Pattern.compile(
          "\\d\\s*[*^/÷×]\\s*\\(?\\d|\\^|[a-z]\\s*[+*/^-]\\s*[a-z]\\s*[=+*/^-]|[|;&]\\s*[|;&:]|\\(\\)\\s*\\{"
              + "|\\([^)]{0,20}\\|[^)]{0,20}\\)|\\\\[dwsb]|=>|->");

  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)\\b(?:regex|regular expression|automaton|dfa|nfa|derivative|integral|solutions?|equations?"
              + "|probabilit\\w*|combinations?|permutations?|modulo|remainder|prime|factor(?:s|ial|ise|ize)"
              + "|nonnegative|theorem|what day of the week|km/h|mph|meet|overtake|at what (?:time|speed|rate))\\b");

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");

  private Formal() {}

  /** Whether it is; a text of more than a few sentences is judged by its other signs. */
  static boolean is(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    return SIGNS.matcher(text).find() || WORDS.matcher(text).find();
  }

  /** Whether a question has numbers to be reckoned with. */
  static boolean reckons(String text) {
    return text.length() <= LONGEST && NUMBER.matcher(text).results().limit(2).count() > 1;
  }
}
