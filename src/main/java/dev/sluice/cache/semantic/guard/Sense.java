package dev.sluice.cache.semantic.guard;

import java.util.List;
import java.util.Set;

/**
 * A text as the guard reads it. Immutable; worth keeping beside the text.
 *
 * @param asks what kind of question it is: its question words, modals and tenses, in order
 * @param persons whose doing it is
 * @param numbers every number, in order
 * @param atoms quotations, code, addresses, identifiers, symbols, in order
 * @param content every word that carries meaning, and every number and atom, in order
 * @param capitals whether the text begins with a capital
 */
public record Sense(
    List<String> asks,
    Persons persons,
    List<String> numbers,
    List<String> atoms,
    List<Word> content,
    boolean capitals) {

  /** Takes copies. */
  public Sense {
    asks = List.copyOf(asks);
    numbers = List.copyOf(numbers);
    atoms = List.copyOf(atoms);
    content = List.copyOf(content);
  }

  /**
   * A word that carries meaning.
   *
   * @param raw as it stands in the text
   * @param lower in lower case
   * @param key what it is compared by
   * @param like the sets of synonyms that it is in
   * @param form what is special about it
   * @param several whether it ends like a plural
   * @param relation the preposition before it by its kind, empty if there is none
   * @param gap what lies between it and the content word before it
   */
  record Word(
      String raw,
      String lower,
      String key,
      Set<String> like,
      Form form,
      boolean several,
      String relation,
      Gap gap) {

    /** What is special about a word. */
    enum Form {
      /** Nothing. */
      PLAIN,
      /** It is a name, so that no other word will do. */
      NAME,
      /** It is done to what the sentence is about. */
      PASSIVE,
      /** It was, or says of something that it was done to it. */
      PAST
    }

    boolean isName() {
      return form == Form.NAME;
    }

    Word related(String other) {
      return new Word(raw, lower, key, like, form, several, other, gap);
    }

    /** Whether it is a verb that ends in -ing, without a preposition. */
    boolean isDoing() {
      return relation.isEmpty() && !key.equals(lower) && lower.endsWith("ing");
    }

    boolean isPassive() {
      return form == Form.PASSIVE;
    }

    /** Whether the other one says the same. */
    boolean says(Word other) {
      if (isName() || other.isName()) {
        return lower.equals(other.lower) && !isOtherUnit(other);
      }
      return key.equals(other.key) || like.stream().anyMatch(other.like::contains);
    }

    /** MB is not Mb, and mW is not MW. */
    private boolean isOtherUnit(Word other) {
      return raw.length() <= 3
          && !raw.equals(other.raw)
          && raw.chars().anyMatch(Character::isUpperCase)
          && other.raw.chars().anyMatch(Character::isUpperCase);
    }
  }

  /** What lies between two words that carry meaning. */
  enum Gap {
    /** Nothing at all. */
    NONE,
    /** A preposition that binds what comes to what was: of, for, in. */
    LINK,
    /** A comma or the end of a sentence. */
    BREAK,
    /** Something else. */
    OTHER
  }
}
