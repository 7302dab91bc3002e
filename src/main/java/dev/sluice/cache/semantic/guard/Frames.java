package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Lexicon.Phrase;
import dev.sluice.cache.semantic.guard.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes off what only frames a question, and puts the frame that is left into its usual words:
 * courtesy at the two ends of a text, openings at the beginning of a clause. Nothing inside a
 * sentence is touched, as "good morning" may be what is asked about. Pure.
 */
final class Frames {
  private static final List<String> HOW = List.of("how", "do", "i");
  private static final Set<String> ONLY_HOW = Set.of("how");

  private final Lexicon lexicon;

  private Frames(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  static List<Token> read(List<Token> tokens, Lexicon lexicon) {
    Frames frames = new Frames(lexicon);
    boolean mentions =
        tokens.stream().anyMatch(each -> each.isWord() && lexicon.isIn("mention", each.lower()));
    List<Token> started = frames.withoutStart(tokens);
    List<Token> bare = mentions ? started : frames.withoutEnd(frames.withoutPlease(started));
    List<Token> opened = frames.asked(frames.opened(bare));
    return opened.stream().anyMatch(token -> token.kind() != Kind.BREAK) ? opened : tokens;
  }

  private List<Token> withoutStart(List<Token> tokens) {
    int from = 0;
    int before = -1;
    while (from > before && from < tokens.size()) {
      before = from;
      Phrase courtesy = phrase("courtesy", tokens, from);
      if (courtesy != null) {
        from += courtesy.from().size();
      } else if (from > 0 && tokens.get(from).kind() == Kind.BREAK) {
        from++;
      }
    }
    return tokens.subList(from, tokens.size());
  }

  /** What follows the last stop is courtesy as a whole, or it is part of what is asked. */
  private List<Token> withoutEnd(List<Token> tokens) {
    List<Token> left = tokens;
    while (!left.isEmpty()) {
      int end = lastWord(left) + 1;
      int from = end;
      while (from > 0 && left.get(from - 1).kind() != Kind.BREAK) {
        from--;
      }
      boolean polite = end > 1 && lexicon.isIn("polite-end", word(left, end - 1));
      if (from > 0 && from < end && isCourtesy(left.subList(from, end))) {
        left = left.subList(0, from);
      } else if (polite && end - from > 1) {
        left = left.subList(0, end - 1);
      } else {
        return left;
      }
    }
    return left;
  }

  private List<Token> withoutPlease(List<Token> tokens) {
    return tokens.stream()
        .filter(each -> !(each.isWord() && lexicon.isIn("polite", each.lower())))
        .toList();
  }

  private boolean isCourtesy(List<Token> tokens) {
    int at = 0;
    while (at < tokens.size()) {
      Phrase phrase = phrase("courtesy", tokens, at);
      Phrase found = phrase == null ? phrase("closings", tokens, at) : phrase;
      if (found == null) {
        return false;
      }
      at += found.from().size();
    }
    return true;
  }

  private List<Token> opened(List<Token> tokens) {
    List<Token> opened = new ArrayList<>();
    boolean starts = true;
    int at = 0;
    while (at < tokens.size()) {
      Phrase opening = starts ? phrase("openings", tokens, at) : null;
      if (opening == null) {
        starts = tokens.get(at).kind() == Kind.BREAK;
        opened.add(tokens.get(at++));
      } else {
        opening.to().forEach(word -> opened.add(Token.word(word)));
        starts = opening.to().isEmpty();
        at += opening.from().size();
      }
    }
    return opened;
  }

  /** "Writing a test, how?", and "I would like to write a test. How does that work?" */
  private List<Token> asked(List<Token> tokens) {
    int end = lastWord(tokens) + 1;
    int from = end;
    while (from > 0 && tokens.get(from - 1).kind() != Kind.BREAK) {
      from--;
    }
    if (from < 2 || !isTail(tokens.subList(from, end))) {
      return tokens;
    }
    List<Token> rest = tokens.subList(0, from);
    boolean asks =
        rest.stream()
            .anyMatch(each ->
                each.isWord()
                    && (lexicon.isIn("wh", each.lower()) || lexicon.isIn("aux", each.lower())));
    List<Token> asked = new ArrayList<>();
    if (!asks && rest.getFirst().isWord() && rest.getFirst().lower().endsWith("ing")) {
      HOW.forEach(word -> asked.add(Token.word(word)));
    } else if (!startsWithHow(rest)) {
      return tokens;
    }
    Token first = rest.getFirst();
    asked.add(asked.isEmpty() ? first : Token.word(first.lower()));
    asked.addAll(rest.subList(1, rest.size()));
    return asked;
  }

  private boolean isTail(List<Token> tokens) {
    Phrase tail = phrase("how-tails", tokens, 0);
    return (tail != null && tail.from().size() == tokens.size())
        || (tokens.size() == 1 && ONLY_HOW.contains(tokens.getFirst().lower()));
  }

  private static boolean startsWithHow(List<Token> tokens) {
    for (int i = 0; i < HOW.size(); i++) {
      if (i >= tokens.size() || !tokens.get(i).lower().equals(HOW.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lastWord(List<Token> tokens) {
    int at = tokens.size() - 1;
    while (at >= 0 && tokens.get(at).kind() == Kind.BREAK) {
      at--;
    }
    return at;
  }

  private static String word(List<Token> tokens, int at) {
    return tokens.get(at).isWord() ? tokens.get(at).lower() : "";
  }

  private @Nullable Phrase phrase(String section, List<Token> tokens, int at) {
    return Words.phraseAt(lexicon.phrases(section, tokens.get(at).lower()), tokens, at);
  }
}
