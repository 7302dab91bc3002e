package dev.sluice.cache.semantic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Wordings that make a reply good for one person, one moment or one use only. The lists are
 * English; texts in other scripts are told by the model and the guard alone. Pure.
 */
final class Wordings {
  private static final int FEWEST_WORDS = 3;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private static final String THINGS =
      "orders?|packages?|parcels?|deliver(?:y|ies)|shipments?|balances?|invoices?|bills?|"
          + "appointments?|bookings?|reservations?|tickets?|cases?|claims?|refunds?|payments?|"
          + "transactions?|salary|location|schedule|calendar|meetings?|usage|name|age|"
          + "birthday|results?|status|score|history|inbox|emails|messages|notifications|files?|cart|"
          + "purchases?|charges?|statements?|limit|symptoms?|medication|flight|trip";

  private static final Map<String, Pattern> PERSONAL =
      Map.of(
          "personal wording",
          words(
              List.of(
                  "(?:my|our)(?: (?!own\\b)\\p{L}+)? (?:" + THINGS + ")",
                  "my name is",
                  "i am called",
                  "i live in",
                  "i work (?:at|for)",
                  "i(?:'m| am) \\d+",
                  "(?:order|ticket|case|tracking|invoice|customer|account|booking|reference) ?"
                      + "(?:number|no\\.?|id|#) ?:? ?[\\p{L}-]*\\d[\\p{L}\\d-]*")),
          "time-dependent wording",
          words(
              List.of(
                  "today(?:'s)?|tonight|tomorrow|yesterday|now|nowadays|currently|current|latest|"
                      + "recent|recently|lately|breaking|live|upcoming|newest",
                  "at the moment|these days|so far|as of|right away|at present|up to date",
                  "(?:this|next|last|past|coming) (?:\\w+ )?(?:morning|afternoon|evening|night|week|"
                      + "weekend|month|quarter|year|season|monday|tuesday|wednesday|thursday|"
                      + "friday|saturday|sunday|spring|summer|autumn|fall|winter)",
                  "\\w+ ago|news|weather|forecast",
                  "what(?:'s| is) the (?:time|date)(?! (?!in |at )\\p{L})|what time is it|what (?:day|date|year|month) is")),
          "asks for variety",
          words(
              List.of(
                  "random|randomly|creative|joke|poem|story|stories|haiku|surprise me|brainstorm|"
                      + "another one|something else|more examples|come up with|ideas? for|"
                      + "regenerate|rewrite|rephrase|paraphrase|invent|imagine|pretend|roleplay")),
          "refers to what came before",
          words(
              List.of(
                  "continue|go on|try again|once more|as above|the above|previous|previously|"
                      + "you said|you mentioned|like before|same as before")));

  private static final Pattern IDENTIFYING =
      Pattern.compile(
          "\\d[\\d -]{6,}\\d|\\b(?=\\w*\\d)(?=\\w*[A-Z])[A-Z\\d]{8,}\\b|[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

  private Wordings() {}

  private static Pattern words(List<String> alternatives) {
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}])(?:" + String.join("|", alternatives) + ")(?![\\p{L}\\p{N}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Why this text must not be answered by the reply to another; null if it may. */
  static @Nullable String obstacle(String text) {
    if (WORD.matcher(text).results().limit(FEWEST_WORDS).count() < FEWEST_WORDS) {
      return "text too short";
    }
    if (IDENTIFYING.matcher(text).find()) {
      return "names a person or a case";
    }
    String plain = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replaceAll("\\s+", " ");
    for (Map.Entry<String, Pattern> each : PERSONAL.entrySet()) {
      if (each.getValue().matcher(plain).find()) {
        return each.getKey();
      }
    }
    return null;
  }
}
