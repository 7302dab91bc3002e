package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two questions that an embedding takes for alike ask the same. An embedding hardly sees a
 * number, a name, a "not" or who does what to whom (spec peers section 3.2); the guard sees nothing
 * else. It reads both texts into their kind of question, persons, numbers, atoms and words that
 * carry meaning, and any difference is a difference: a word of one side must have its like on the
 * other, the same one, an inflection or a synonym of the lexicon, with the same preposition, in the
 * same tense and in an order that means the same. The world is closed: a word that the lexicon does
 * not know carries meaning, and what is not known to be alike differs. So it errs by calling like
 * questions different. Deterministic, some 20 microseconds a pair; safe for any thread.
 */
public final class LexicalGuard {
  /** Changes with every change of the rules or the lexicon: what was learned by others is void. */
  public static final String VERSION = "guard 2";

  private final Lexicon lexicon = Lexicon.bundled();
  private final Relations relations = new Relations(lexicon);

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
    if (!sameCapitals(one, other)) {
      return "a name that is a word too";
    }
    if (!one.asks().equals(other.asks())) {
      return "kind of question";
    }
    Wording wording = new Wording(one.content(), other.content());
    return wording.matches() ? difference(one, other, wording) : "words";
  }

  private @Nullable String difference(Sense one, Sense other, Wording wording) {
    List<String> asks = one.asks();
    boolean voices = wording.voiceDiffers();
    Persons persons = one.persons();
    if (!(voices
        ? persons.fitPassive(other.persons(), asks, wording.hasAgent())
        : persons.fit(other.persons()))) {
      return "persons";
    }
    if (!wording.sameTense(asks.contains("did"))) {
      return "tense";
    }
    if (!wording.all((a, b) -> a.several() == b.several() || mayBeOne(a, one))) {
      return "one or several";
    }
    Wording active = voices ? wording.active() : wording;
    if (!active.all(relations::fit)) {
      return "direction";
    }
    boolean verbFirst = !asks.isEmpty() && !asks.equals(List.of("what"));
    Wording bound = active.without(word -> lexicon.isIn("floating", word.key()));
    return bound.sameOrder(verbFirst) ? null : "order of words";
  }

  /** Whether two that do not differ have the same words in the same order. */
  public boolean sameWords(Sense one, Sense other) {
    return one.content().stream()
        .map(Word::key)
        .toList()
        .equals(other.content().stream().map(Word::key).toList());
  }

  /** How to sort a list is how to sort lists; to be given an example is not to be given some. */
  private boolean mayBeOne(Word word, Sense sense) {
    if (!sense.asks().isEmpty() && !sense.asks().getFirst().equals("what")) {
      return true;
    }
    boolean requests = lexicon.isIn("requests", sense.content().getFirst().key());
    return !requests && !lexicon.isIn("wanted", word.key());
  }

  /**
   * Whether a word that is another one with a capital, such as polish, has it on one side only.
   * Where a text has no capitals at all, as some type, that says nothing of most of them.
   */
  private boolean sameCapitals(Sense one, Sense other) {
    return capitals(one, "homographs").equals(capitals(other, "homographs"))
        && (!one.capitals()
            || !other.capitals()
            || capitals(one, "products").equals(capitals(other, "products")));
  }

  private List<String> capitals(Sense sense, String section) {
    return sense.content().stream()
        .filter(word -> lexicon.isIn(section, word.lower()))
        .filter(word -> Character.isUpperCase(word.raw().charAt(0)))
        .map(Word::lower)
        .sorted()
        .toList();
  }
}
