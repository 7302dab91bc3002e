package dev.sluice.cache.semantic.guard;

/**
 * One token of a text.
 *
 * @param raw as it stands there
 * @param lower in lower case; of a number its canonical form
 * @param kind what it is
 */
record Token(String raw, String lower, Kind kind) {

  /** What a token is. */
  enum Kind {
    /** A word of letters, perhaps with digits. */
    WORD,
    /** A word that was quoted: no other one will do. */
    QUOTED,
    /** A number. */
    NUMBER,
    /** Code, a quotation, an address, an identifier, a symbol: compared as it is. */
    ATOM,
    /** A comma or the end of a sentence. */
    BREAK
  }

  static Token word(String raw) {
    return new Token(raw, raw.toLowerCase(java.util.Locale.ROOT), Kind.WORD);
  }

  static Token number(String canonical) {
    return new Token(canonical, canonical, Kind.NUMBER);
  }

  static Token atom(String text) {
    return new Token(text, text, Kind.ATOM);
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }
}
