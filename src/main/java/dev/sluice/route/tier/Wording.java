package dev.sluice.route.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a text is cut into words. Pure. */
final class Wording {
  private Wording() {}

  /** The words of a text in lower case, without the signs around them. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'').replace("tl;dr", "tldr");
    int start = -1;
    for (int i = 0; i <= lower.length(); i++) {
      boolean inWord = i < lower.length() && isInWord(lower.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        addWord(words, lower.substring(start, i));
        start = -1;
      }
    }
    return words;
  }

  private static void addWord(List<String> words, String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && !Character.isLetterOrDigit(raw.charAt(from))) {
      from++;
    }
    while (to > from && "-'.".indexOf(raw.charAt(to - 1)) >= 0) {
      to--;
    }
    if (to > from) {
      words.add(raw.substring(from, to));
    }
  }

  private static boolean isInWord(char c) {
    return Character.isLetterOrDigit(c) || "-'.+#_".indexOf(c) >= 0;
  }

  /** Whether there are letters of a script that writes words without spaces. */
  static boolean isUnspaced(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnspaced(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is such a letter. */
  static boolean isUnspaced(char c) {
    return c >= 0x2E80 && c <= 0xD7AF && (c < 0xA000 || c >= 0xAC00);
  }
}
