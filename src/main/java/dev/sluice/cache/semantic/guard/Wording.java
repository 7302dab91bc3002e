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

  private final List<Word> one;
  private final List<Word> other;
  private final int @Nullable [] places;

  Wording(List<Word> one, List<Word> other) {
    this.one = one;
    this.other = other;
    this.places = one.isEmpty() || one.size() != other.size() ? null : places(one, other);
  }

  /** Whether each word has its like on the other side. */
  boolean matches() {
    return places != null;
  }

  /** Where each word's like is on the other side, the nearest one; null if one has none. */
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

  /** Whether a word is passive on one side and active on the other. */
  boolean voiceDiffers() {
    for (int i = 0; places != null && i < places.length; i++) {
      if (one.get(i).isPassive() != other.get(places[i]).isPassive()) {
        return true;
      }
    }
    return false;
  }

  /** Whether each word has the same preposition on both sides. */
  boolean sameRelations() {
    for (int i = 0; places != null && i < places.length; i++) {
      if (!fit(one.get(i), other.get(places[i]))) {
        return false;
      }
    }
    return true;
  }

  /** A "to" before a plain word may belong to a verb, and so may be missing. */
  private static boolean fit(Word one, Word other) {
    if (one.relation().equals(other.relation())) {
      return true;
    }
    String named = one.relation().isEmpty() ? other.relation() : one.relation();
    boolean oneSided = one.relation().isEmpty() || other.relation().isEmpty();
    return oneSided && named.equals("to") && !one.isName() && !other.isName();
  }

  /**
   * Whether the order is the same, or two neighbouring groups of words are swapped in a way that
   * keeps the meaning. Words that may stand anywhere are left out before.
   *
   * @param verbFirst whether the first word is what is done, which must stay in its place
   */
  boolean sameOrder(boolean verbFirst) {
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
    return isCondition(from, middle, other.get(from + size))
        || isPassive(from, middle, to)
        || (!(verbFirst && from == 0) && isCompound(middle, other.get(from + size)));
  }

  /** "Account password" and "password of the account". */
  private boolean isCompound(int middle, Word joint) {
    Gap mine = one.get(middle).gap();
    Gap theirs = joint.gap();
    return (mine == Gap.NONE && theirs == Gap.LINK) || (mine == Gap.LINK && theirs == Gap.NONE);
  }

  /** "If it fails, what happens" and "what happens if it fails". */
  private boolean isCondition(int from, int middle, Word joint) {
    boolean first = CONDITIONS.contains(one.get(from).key());
    boolean second = CONDITIONS.contains(one.get(middle).key());
    return first != second && (first ? one.get(middle).gap() : joint.gap()) == Gap.BREAK;
  }

  /** "Store the data" and "the data is stored". */
  private boolean isPassive(int from, int middle, int to) {
    boolean verbLast = middle + 1 == to && one.get(middle).isPassive();
    boolean verbFirst = from + 1 == middle && !one.get(from).isPassive();
    return voiceDiffers() && (verbLast || verbFirst);
  }
}
