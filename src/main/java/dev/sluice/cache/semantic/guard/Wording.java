package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Gap;
import dev.sluice.cache.semantic.guard.Sense.Word;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the words that carry meaning, and their order. Pure. */
final class Wording {
  private static final Set<String> CONDITIONS =
      Set.of("if", "after", "before", "once", "while", "without", "unless", "until");

  private Wording() {}

  static @Nullable String difference(List<Word> one, List<Word> other, Lexicon lexicon) {
    if (one.isEmpty() || one.size() != other.size()) {
      return "words";
    }
    int[] places = places(one, other);
    if (places == null) {
      return "words";
    }
    for (int i = 0; i < places.length; i++) {
      String mine = one.get(i).relation();
      String theirs = other.get(places[i]).relation();
      if (!mine.isEmpty() && !theirs.isEmpty() && !mine.equals(theirs)) {
        return "direction";
      }
    }
    return sameOrder(bound(one, lexicon), bound(other, lexicon)) ? null : "order of words";
  }

  /**
   * Where each word's like is on the other side; null if one has none. The nearest one is taken.
   */
  private static int @Nullable [] places(List<Word> one, List<Word> other) {
    int[] places = new int[one.size()];
    boolean[] taken = new boolean[one.size()];
    for (int i = 0; i < places.length; i++) {
      int found = -1;
      for (int j = 0; j < taken.length; j++) {
        boolean nearer = found < 0 || Math.abs(j - i) < Math.abs(found - i);
        if (!taken[j] && nearer && one.get(i).says(other.get(j))) {
          found = j;
        }
      }
      if (found < 0) {
        return null;
      }
      taken[found] = true;
      places[i] = found;
    }
    return places;
  }

  /** Without the words that may stand anywhere. */
  private static List<Word> bound(List<Word> words, Lexicon lexicon) {
    return words.stream().filter(word -> !lexicon.isIn("floating", word.key())).toList();
  }

  /**
   * The same order, or two neighbouring groups of words swapped in a way that keeps the meaning.
   */
  private static boolean sameOrder(List<Word> one, List<Word> other) {
    int[] places = places(one, other);
    if (places == null) {
      return false;
    }
    int from = 0;
    while (from < places.length && places[from] == from) {
      from++;
    }
    if (from == places.length) {
      return true;
    }
    int to = places.length;
    while (places[to - 1] == to - 1) {
      to--;
    }
    int size = places[from] - from;
    int middle = to - size;
    for (int i = from; i < to; i++) {
      if (places[i] != (i < middle ? i + size : i - (middle - from))) {
        return false;
      }
    }
    return keepsMeaning(one, from, middle, other.get(from + size));
  }

  /**
   * Whether "X Y" on one side and "Y X" on the other mean the same: a compound and its resolution
   * ("account password", "password of the account"), or a condition before and after its main
   * clause.
   */
  private static boolean keepsMeaning(List<Word> one, int from, int middle, Word joint) {
    Gap mine = one.get(middle).gap();
    Gap theirs = joint.gap();
    boolean compound =
        (mine == Gap.NONE && theirs == Gap.LINK) || (mine == Gap.LINK && theirs == Gap.NONE);
    boolean first = CONDITIONS.contains(one.get(from).key());
    boolean second = CONDITIONS.contains(one.get(middle).key());
    boolean condition = first != second && (first ? mine == Gap.BREAK : theirs == Gap.BREAK);
    return compound || condition;
  }
}
