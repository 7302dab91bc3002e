package dev.sluice.config;

import java.util.Collection;
import java.util.Locale;

/** Finds what a misspelt word was meant to be. */
final class Suggestions {
  private static final int LONGEST = 100;

  private Suggestions() {}

  /**
   * The nearest of some words, or an empty text if none is near. Case, hyphens and underscores
   * count for nothing; of two equally near words the one with the same first letter is taken.
   */
  static String nearest(String typed, Collection<String> words) {
    if (typed.length() > LONGEST) {
      return "";
    }
    String best = "";
    double least = Double.MAX_VALUE;
    for (String word : words) {
      double distance = score(plain(typed), plain(word));
      if (distance < least && distance <= limit(typed, word)) {
        best = word;
        least = distance;
      }
    }
    return best;
  }

  private static double limit(String typed, String word) {
    return Math.max(1.5, Math.min(typed.length(), word.length()) / 2.0);
  }

  private static double score(String typed, String word) {
    boolean sameStart = !typed.isEmpty() && !word.isEmpty() && typed.charAt(0) == word.charAt(0);
    return distance(typed, word) + (sameStart ? 0 : 0.25);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Edits from one word to another: a letter more, less or other, or two neighbours swapped. */
  static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      edits[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      edits[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int other = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j] + 1, edits[i][j - 1] + 1);
        edits[i][j] = Math.min(least, edits[i - 1][j - 1] + other);
        if (i > 1 && j > 1 && swapped(from, to, i, j)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[from.length()][to.length()];
  }

  private static boolean swapped(String from, String to, int i, int j) {
    return from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
