package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Word;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two questions that an embedding takes for alike ask the same. An embedding hardly sees a
 * number, a name, a "not" or who does what to whom (spec peers section 3.2); the guard sees nothing
 * else. It reads both texts into their kind of question, persons, numbers, atoms and words that
 * carry meaning, and any difference is a difference: a word of one side must have its like on the
 * other, the same one, an inflection or one of its class in the lexicon, in an order that means the
 * same. So it errs by calling like questions different. Deterministic, about 20 microseconds a
 * pair; safe for any thread.
 */
public final class LexicalGuard {
  private static final Set<String> HOMOGRAPHS =
      Set.of(
          "polish", "turkey", "china", "march", "may", "august", "mobile", "nice", "reading",
          "job");

  /** Changes with every change of the rules or the lexicon: what was learned by others is void. */
  public static final String VERSION = "guard 1";

  private final Lexicon lexicon = Lexicon.bundled();

  /** Reads a text. */
  public Sense read(String text) {
    return SenseReader.read(text, lexicon);
  }

  /** What tells the two apart, in a few words; null if nothing does. */
  public @Nullable String difference(Sense one, Sense other) {
    if (!one.numbers().equals(other.numbers())) {
      return "numbers";
    }
    if (!one.atoms().equals(other.atoms())) {
      return "quotations, code or symbols";
    }
    if (!capitals(one).equals(capitals(other))) {
      return "a name that is a word too";
    }
    if (!one.asks().equals(other.asks())) {
      return "kind of question";
    }
    Wording wording = new Wording(one.content(), other.content());
    if (!wording.matches()) {
      return "words";
    }
    boolean persons =
        wording.voiceDiffers()
            ? one.persons().fitPassive(other.persons(), one.asks())
            : one.persons().fit(other.persons());
    if (!persons) {
      return "persons";
    }
    if (!wording.sameRelations()) {
      return "direction";
    }
    boolean verbFirst = !one.asks().equals(List.of("what"));
    return new Wording(bound(one), bound(other)).sameOrder(verbFirst) ? null : "order of words";
  }

  /** Words that are another word with a capital, where they have one. */
  private static List<String> capitals(Sense sense) {
    return sense.content().stream()
        .filter(word -> HOMOGRAPHS.contains(word.lower()))
        .filter(word -> Character.isUpperCase(word.raw().charAt(0)))
        .map(Word::lower)
        .sorted()
        .toList();
  }

  /** Without the words that may stand anywhere. */
  private List<Word> bound(Sense sense) {
    List<Word> bound =
        sense.content().stream().filter(word -> !lexicon.isIn("floating", word.key())).toList();
    return bound.isEmpty() ? sense.content() : bound;
  }
}
