package dev.sluice.cache.semantic.trust;

/**
 * What two questions that passed the guard have in common. Experience with one kind says nothing of
 * the other: that a greeting changes no answer does not make synonyms right.
 */
public enum Kind {
  /** The same words in the same order, but for courtesy, small words and inflection. */
  SAME_WORDS(0),
  /** Other words or another order. */
  OTHER_WORDS(1);

  /** Its number in files. */
  final int number;

  Kind(int number) {
    this.number = number;
  }
}
