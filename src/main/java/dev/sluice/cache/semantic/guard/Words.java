package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Lexicon.Phrase;
import dev.sluice.cache.semantic.guard.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens with the phrases of the lexicon put into the words that they stand for. Pure. */
final class Words {
  private Words() {}

  static List<Token> read(List<Token> tokens, Lexicon lexicon) {
    List<Token> read = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      Phrase phrase = phraseAt(lexicon.phrases("phrases", tokens.get(at).lower()), tokens, at);
      if (phrase == null) {
        read.add(tokens.get(at));
        at++;
      } else {
        phrase.to().forEach(word -> read.add(Token.word(word)));
        at += phrase.from().size();
      }
    }
    return read;
  }

  /** The first of these phrases that stands at this place. */
  static @Nullable Phrase phraseAt(List<Phrase> phrases, List<Token> tokens, int at) {
    for (Phrase phrase : phrases) {
      if (stands(phrase.from(), tokens, at)) {
        return phrase;
      }
    }
    return null;
  }

  private static boolean stands(List<String> words, List<Token> tokens, int at) {
    if (at + words.size() > tokens.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      Token token = tokens.get(at + i);
      boolean spoken = token.isWord() || token.kind() == Kind.NUMBER;
      if (!spoken || !token.lower().equals(words.get(i))) {
        return false;
      }
    }
    return true;
  }
}
