package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Word;
import java.util.Set;

/**
 * Which prepositions before the same word say the same. Two different ones never do, but for a few
 * kinds of words that take several: what is paid with, where one looks, when something is. Pure.
 */
final class Relations {
  private static final Set<String> MEANS = Set.of("with", "via", "by", "in", "on");
  private static final Set<String> PLACES = Set.of("in", "on", "at", "via");
  private static final Set<String> DAYS = Set.of("", "on");
  private static final Set<String> OF = Set.of("", "of");
  private static final Set<String> USE = Set.of("with", "via");
  private static final Set<String> PLATFORM = Set.of("in", "on");

  private final Lexicon lexicon;

  Relations(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  boolean fit(Word one, Word other) {
    String a = one.relation();
    String b = other.relation();
    return a.equals(b)
        || both(OF, a, b)
        || both(USE, a, b)
        || (both(MEANS, a, b) && lexicon.isIn("means", one.key()))
        || (both(PLACES, a, b) && lexicon.isIn("places", one.key()))
        || (both(DAYS, a, b) && lexicon.isIn("days", one.key()))
        || (both(PLATFORM, a, b) && (one.isName() || other.isName()))
        || isVerb(one, other)
        || isVerb(other, one);
  }

  private static boolean both(Set<String> kinds, String one, String other) {
    return kinds.contains(one) && kinds.contains(other);
  }

  /** "To take" is "taking"; what is given "to savings" is not "savings". */
  private static boolean isVerb(Word one, Word other) {
    return one.relation().equals("to") && other.isDoing();
  }
}
