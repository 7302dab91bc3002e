package dev.sluice.history;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the new words of a block whether it changes by itself from request to request: a time,
 * a date, an id, a count. Pure.
 */
final class Wandering {
  private static final List<Sign> SIGNS =
      List.of(
          new Sign(
              "a UUID",
              "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
          new Sign("a time of day", "(?<![\\d:])[012]?\\d:[0-5]\\d(?::[0-5]\\d)?(?![\\d:])"),
          new Sign("a date", "(?<!\\d)(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}(?!\\d)"),
          new Sign("a date", "(?<![\\d/.])\\d{1,2}([/.])\\d{1,2}\\1(?:19|20)?\\d\\d(?![\\d/.])"),
          new Sign(
              "a date",
              "(?:^|\\W)(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?"
                  + "|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
                  + "|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?:\\W|$)"),
          new Sign("a point in time", "(?<![\\d.])1\\d{9}(?:\\d{3}){0,3}(?!\\d)"),
          new Sign(
              "an id in hex", "(?<![0-9a-zA-Z])(?=[a-fA-F]*\\d)[0-9a-fA-F]{12,}(?![0-9a-zA-Z])"),
          new Sign("an id", "(?=(?:[A-Za-z_-]*\\d){3})(?=[\\d_-]*[A-Za-z])[A-Za-z0-9_-]{16,}"),
          new Sign("a number", "(?<![A-Za-z0-9])\\d[\\d.,]*(?![A-Za-z0-9])"));

  private Wandering() {}

  /**
   * What wanders, in a few words, or null when the block was changed in earnest: nothing of the
   * kind is new, or much else is.
   */
  static @Nullable String of(Words.Compared compared) {
    int best = SIGNS.size();
    int signs = 0;
    for (String word : compared.strangers()) {
      int sign = sign(word);
      signs += sign < SIGNS.size() ? 1 : 0;
      best = Math.min(best, sign);
    }
    boolean little = compared.count() <= 2 * signs + 2;
    return signs > 0 && little ? SIGNS.get(best).name : null;
  }

  private static int sign(String word) {
    for (int i = 0; i < SIGNS.size(); i++) {
      if (SIGNS.get(i).pattern.matcher(word).find()) {
        return i;
      }
    }
    return SIGNS.size();
  }

  /** What something that wanders looks like. */
  private record Sign(String name, Pattern pattern) {
    Sign(String name, String regex) {
      this(name, Pattern.compile(regex));
    }
  }
}
