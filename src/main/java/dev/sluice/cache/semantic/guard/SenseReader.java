package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Gap;
import dev.sluice.cache.semantic.guard.Sense.Word;
import java.util.ArrayList;
import java.util.List;

/** Reads one text. One thread, one text. */
final class SenseReader {
  private final Lexicon lexicon;
  private final List<String> asks = new ArrayList<>();
  private final List<String> persons = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();
  private final List<String> atoms = new ArrayList<>();
  private final List<Word> content = new ArrayList<>();
  private String relation = "";
  private Gap gap = Gap.NONE;
  private boolean sentenceStarts = true;
  private boolean clauseStarts = true;
  private String before = "";

  private SenseReader(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  static Sense read(String text, Lexicon lexicon) {
    SenseReader reader = new SenseReader(lexicon);
    for (Token token : Words.read(Tokens.of(text, lexicon), lexicon)) {
      reader.take(token);
    }
    return new Sense(reader.asks, reader.persons, reader.numbers, reader.atoms, reader.content);
  }

  private void take(Token token) {
    switch (token.kind()) {
      case NUMBER -> {
        numbers.add(token.lower());
        mark(token, true);
      }
      case ATOM -> {
        atoms.add(token.raw());
        mark(token, true);
      }
      case BREAK -> {
        gap = Gap.BREAK;
        relation = "";
        clauseStarts = true;
        sentenceStarts |= token.raw().matches("(?s).*[.!?\\n].*");
      }
      case WORD -> word(token);
    }
    before = token.lower();
  }

  /** Numbers and atoms have a place among the words, by what stands around them. */
  private void mark(Token token, boolean name) {
    add(token, token.lower(), name);
  }

  private void word(Token token) {
    String word = token.lower();
    if (isName(token)) {
      add(token, word, true);
    } else if (lexicon.isIn("wh", word)) {
      asks.add(word);
      pass(Gap.OTHER);
    } else if (!modal(word) && !person(word) && !binding(word)) {
      if (lexicon.isIn("filler", word)) {
        gap = gap == Gap.NONE ? Gap.OTHER : gap;
      } else {
        add(token, lexicon.canonical(word), false);
        return;
      }
    }
    sentenceStarts = false;
  }

  private void pass(Gap next) {
    gap = gap == Gap.BREAK ? gap : next;
    clauseStarts = false;
  }

  /** A capital inside a sentence, several capitals, a digit among letters, a single letter. */
  private boolean isName(Token token) {
    String raw = token.raw();
    if (raw.equals("I") || lexicon.isIn("single", raw)) {
      return false;
    }
    boolean capital = Character.isUpperCase(raw.codePointAt(0));
    boolean more =
        raw.codePoints().skip(1).anyMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
    boolean country = raw.equals("us") && lexicon.isIn("before-us", before);
    return more
        || country
        || raw.length() == 1
        || (capital && !sentenceStarts && !lexicon.isIn("wh", token.lower()));
  }

  /** Modals and tenses say what kind of question it is; after "how" and "where", "can" is "do". */
  private boolean modal(String word) {
    if (!lexicon.isIn("aux", word)) {
      return false;
    }
    boolean free = asks.isEmpty();
    String kind = kind(word);
    boolean same = !free && kind.equals("can") && lexicon.isIn("can-is-do", asks.getLast());
    if (!kind.isEmpty() && !same) {
      if (!free && asks.getLast().equals("whether")) {
        asks.removeLast();
      }
      asks.add(kind);
    } else if (free && clauseStarts && content.isEmpty()) {
      asks.add("whether");
    }
    pass(Gap.OTHER);
    return true;
  }

  private String kind(String word) {
    for (String kind : List.of("can", "should", "must", "did", "will")) {
      if (lexicon.isIn("aux-" + kind, word)) {
        return kind;
      }
    }
    return (word.equals("has") || word.equals("have")) && clauseStarts ? "did" : "";
  }

  private boolean person(String word) {
    for (String person : List.of("1", "2", "3m", "3f", "3p")) {
      if (lexicon.isIn("person-" + person, word)) {
        persons.add(person);
        pass(gap == Gap.NONE ? Gap.OTHER : gap);
        return true;
      }
    }
    return false;
  }

  private boolean binding(String word) {
    for (String kind : List.of("to", "from", "with", "at", "of")) {
      if (lexicon.isIn("rel-" + kind, word)) {
        relation = kind.equals("of") ? "" : kind;
        boolean links = kind.equals("of") || kind.equals("at");
        pass(links ? Gap.LINK : Gap.OTHER);
        return true;
      }
    }
    return false;
  }

  private void add(Token token, String key, boolean name) {
    content.add(new Word(token.raw(), token.lower(), key, name, relation, gap));
    relation = "";
    gap = Gap.NONE;
    sentenceStarts = false;
    clauseStarts = false;
  }
}
