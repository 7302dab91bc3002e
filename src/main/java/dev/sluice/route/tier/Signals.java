package dev.sluice.route.tier;

import dev.sluice.route.tier.Words.Hit;
import dev.sluice.route.tier.Words.Kind;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one piece of text shows.
 *
 * @param text the text
 * @param words its words in lower case
 * @param hits the entries of the word list in it
 * @param length its length in words; scripts without spaces count two characters a word
 */
record Signals(String text, List<String> words, List<Hit> hits, int length) {
  private static final Pattern FORMULA =
      Pattern.compile(
          "[∑∫∂∇√≤≥≠≈≡∈∉∀∃⊂⊆∪∩∞→⇒⇔ℝℤℕℚℂλθπσμ∏⊕⊗]|\\\\(?:frac|sum|int|sqrt|lim|begin|mathbb|alpha|beta)"
              + "|\\bO\\([^)]{1,20}\\)|[a-zA-Z]\\^[{(]?[\\dn]|\\$[^$\\n]{1,80}[\\\\^_=][^$\\n]{0,80}\\$"
              + "|\\b(?:mod|gcd|lcm)\\b|\\b[xyn]\\s?=\\s?-?\\d|[a-z]\\([a-z]\\)\\s?=");
  private static final int OPENING_CHARACTERS = 8;

  /** Reads a text. */
  static Signals of(String text) {
    List<String> words = Wording.of(text);
    boolean unspaced = Wording.isUnspaced(text);
    int length = unspaced ? Math.max(words.size(), text.length() / 2) : words.size();
    return new Signals(text, words, Words.BUNDLED.find(words, text), length);
  }

  /** How many different entries of this kind there are. */
  int count(Kind kind) {
    return (int)
        hits.stream().filter(h -> h.kinds().contains(kind)).map(Hit::entry).distinct().count();
  }

  boolean has(Kind kind) {
    return first(kind) != null;
  }

  /** The first entry of this kind, null if there is none. */
  @Nullable String first(Kind kind) {
    for (Hit hit : hits) {
      if (hit.kinds().contains(kind)) {
        return hit.entry();
      }
    }
    return null;
  }

  /** The entry of this kind with which the text begins, courtesies aside; null for another. */
  @Nullable String opener(Kind kind) {
    for (Hit hit : hits) {
      if (hit.kinds().contains(kind) && (isUnspacedOpening(hit) || isPoliteUpTo(hit.at()))) {
        return hit.entry();
      }
    }
    return null;
  }

  /** Whether it begins with an entry of this kind. */
  boolean opens(Kind kind) {
    return opener(kind) != null;
  }

  private static boolean isUnspacedOpening(Hit hit) {
    return Wording.isUnspaced(hit.entry()) && hit.at() <= OPENING_CHARACTERS;
  }

  private boolean isPoliteUpTo(int at) {
    int covered = 0;
    for (Hit hit : hits) {
      if (hit.at() >= at) {
        break;
      }
      if (hit.kinds().contains(Kind.POLITE) && hit.at() == covered) {
        covered = hit.at() + hit.length();
      }
    }
    return covered == at;
  }

  /** Whether there are signs of mathematics. */
  boolean formulas() {
    return FORMULA.matcher(text).find();
  }

  /** Whether anything here is more than mechanical. */
  boolean hard() {
    return has(Kind.STRONG) || has(Kind.WEAK) || has(Kind.SPECIAL) || formulas();
  }
}
