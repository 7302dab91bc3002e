package dev.sluice.cache.semantic.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who does what to whom, as far as pronouns say. Immutable.
 *
 * @param acting pronouns that act or are acted upon, in order: person and {@code s} or {@code o}
 * @param owning the persons of possessive pronouns
 */
record Persons(List<String> acting, Set<String> owning) {
  private static final List<String> I = List.of("1s");
  private static final List<String> YOU = List.of("2s");
  private static final List<String> THEY = List.of("3ps");
  private static final List<String> YOU_ME = List.of("2s", "1o");
  private static final Set<String> MINE = Set.of("can", "how");
  private static final Set<String> YOURS = Set.of("what", "which", "where", "when", "whether");

  Persons {
    acting = List.copyOf(acting);
    owning = Set.copyOf(owning);
  }

  /** Whether there is no difference between the two. */
  boolean fit(Persons other) {
    return owners(other) && actors(other);
  }

  /**
   * As above, where one side is in the passive voice.
   *
   * @param agent whether that side says by whom
   */
  boolean fitPassive(Persons other, List<String> asks, boolean agent) {
    boolean same = agent && acting.equals(other.acting);
    return owners(other) && (same || voices(other, asks.isEmpty() ? "" : asks.getFirst()));
  }

  /** "My" and "your" may be left out, but not be confused; whose else it is must be said. */
  private boolean owners(Persons other) {
    if (owning.equals(other.owning)) {
      return true;
    }
    Set<String> named = owning.isEmpty() ? other.owning : owning;
    boolean oneSided = owning.isEmpty() || other.owning.isEmpty();
    return oneSided && (named.equals(Set.of("1")) || named.equals(Set.of("2")));
  }

  /** A question without a person is one's own. */
  private boolean actors(Persons other) {
    return acting.equals(other.acting)
        || (acting.isEmpty() && other.acting.equals(I))
        || (other.acting.isEmpty() && acting.equals(I));
  }

  /**
   * "Do you store it" is "is it stored", and "can I store it" is "can it be stored"; "did you
   * charge me" is "was I charged", and what they speak is spoken.
   */
  private boolean voices(Persons other, String asks) {
    List<String> named = acting.isEmpty() ? other.acting : acting;
    boolean oneSided = acting.isEmpty() != other.acting.isEmpty();
    boolean mine = named.equals(I) && MINE.contains(asks);
    boolean yours = named.equals(YOU) && YOURS.contains(asks);
    return (oneSided && (mine || yours || named.equals(THEY)))
        || (acting.equals(YOU_ME) && other.acting.equals(I))
        || (acting.equals(I) && other.acting.equals(YOU_ME));
  }

  /** Gathers them while a text is read. */
  static final class Builder {
    private final List<String> acting = new ArrayList<>();
    private final Set<String> owning = new HashSet<>();

    void add(String person, char role) {
      if (role == 'p') {
        owning.add(person);
      } else {
        acting.add(person + role);
      }
    }

    Persons build() {
      return new Persons(acting, owning);
    }
  }
}
