package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Gap;
import dev.sluice.cache.semantic.guard.Sense.Word;
import dev.sluice.cache.semantic.guard.Sense.Word.Form;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
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

  /** Whether all pairs of like words pass. */
  boolean all(BiPredicate<Word, Word> test) {
    for (int i = 0; places != null && i < places.length; i++) {
      if (!test.test(one.get(i), other.get(places[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a word is passive on one side and active on the other. */
  boolean voiceDiffers() {
    return !all((a, b) -> a.isPassive() == b.isPassive());
  }

  /** Whether a passive side says by whom. */
  boolean hasAgent() {
    return one.stream().anyMatch(word -> word.relation().equals(Voices.AGENT))
        || other.stream().anyMatch(word -> word.relation().equals(Voices.AGENT));
  }

  /** Both sides in the active voice. */
  Wording active() {
    return new Wording(Voices.active(one), Voices.active(other));
  }

  /** Both sides without some of the words, where any are left. */
  Wording without(Predicate<Word> floating) {
    List<Word> mine = one.stream().filter(floating.negate()).toList();
    List<Word> theirs = other.stream().filter(floating.negate()).toList();
    return mine.isEmpty() || theirs.isEmpty() ? this : new Wording(mine, theirs);
  }

  /** Whether what was is not what is; in a question about what was, the verb need not say so. */
  boolean sameTense(boolean past) {
    return all((a, b) ->
        past
            || a.isPassive()
            || b.isPassive()
            || (a.form() == Form.PAST) == (b.form() == Form.PAST));
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
        || isFronted(from, middle, other.get(from + size))
        || isFree(from, middle)
        || isExtraposed(from, middle, to)
        || isSuperlative(from, middle, to)
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

  /** "On Linux, how do I list files", "how do I list files on Linux"; "new card, how to pay". */
  private boolean isFronted(int from, int middle, Word joint) {
    boolean mine = one.get(middle).gap() == Gap.BREAK;
    boolean theirs = joint.gap() == Gap.BREAK;
    if (from > 0 || mine == theirs) {
      return false;
    }
    int rest = mine ? one.size() - middle : middle;
    return rest == 1 || !one.get(mine ? 0 : middle).relation().isEmpty();
  }

  /** "Is it safe to fly there" and "is flying there safe". */
  private boolean isExtraposed(int from, int middle, int to) {
    int verb = to - middle == 1 ? from : middle;
    Word mine = one.get(verb);
    Word theirs = other.get(Objects.requireNonNull(places)[verb]);
    return (to - middle == 1 || middle - from == 1)
        && (mine.relation().equals("to") && theirs.isDoing()
            || theirs.relation().equals("to") && mine.isDoing());
  }

  /** "What is the largest ocean" and "which ocean is the largest". */
  private boolean isSuperlative(int from, int middle, int to) {
    boolean all = from == 0 && to == one.size();
    return all
        && (middle == 1 && one.getFirst().lower().endsWith("est")
            || to - middle == 1 && one.getLast().lower().endsWith("est"));
  }

  /** "From Rome to Bonn" and "to Bonn from Rome". */
  private boolean isFree(int from, int middle) {
    String first = one.get(from).relation();
    String second = one.get(middle).relation();
    return !first.isEmpty()
        && !second.isEmpty()
        && !first.equals(second)
        && !first.equals("of")
        && !second.equals("of");
  }
}
