package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a second request follows a first one. Pure. */
final class Following {
  private static final Pattern CONTINUATION = Pattern.compile("(?<=[.!?。！？;；\\n])\\s*|(?<=[，])");

  /** Reasons, asked for at the very end. */
  private static final Pattern REASONS =
      Pattern.compile("(?i)\\b(?:and|but) (?:also )?(?:say |tell me |explain )?why\\b.{0,60}$");

  private static final int SHORT_REQUEST = 40;
  private static final int OPENING = 24;
  private static final int SENTENCE = 200;

  private Following() {}

  /** Whether it does, in a closing paragraph or in a sentence that goes on from the first. */
  static boolean asksForMore(Prose prose) {
    if (REASONS.matcher(prose.rest()).find()) {
      return true;
    }
    Signals closing = Signals.of(prose.closing());
    if (closing.length() > 0 && closing.length() <= SHORT_REQUEST && isRequest(closing)) {
      return true;
    }
    for (String sentence : sentences(prose.rest())) {
      if (Signals.of(head(sentence, OPENING)).opener(Kind.THEN) != null) {
        Signals signals = Signals.of(head(sentence, SENTENCE));
        if (signals.hard() || signals.has(Kind.WORK)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRequest(Signals closing) {
    return closing.has(Kind.STRONG)
        || closing.opener(Kind.WEAK) != null
        || closing.opener(Kind.WORK) != null;
  }

  private static String head(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    for (String each : CONTINUATION.split(text, -1)) {
      String bare = each.strip();
      if (!bare.isEmpty()) {
        sentences.add(bare);
      }
    }
    return sentences;
  }
}
