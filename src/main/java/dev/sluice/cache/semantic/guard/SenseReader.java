package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Gap;
import dev.sluice.cache.semantic.guard.Sense.Word;
import dev.sluice.cache.semantic.guard.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one text. One thread, one text. */
final class SenseReader {
  private static final String NOTHING = "";
  private static final List<String> RELATIONS =
      List.of("to", "from", "with", "via", "by", "in", "on", "at", "of", "for", "about");

  private static final Pattern SEVERAL_INITIALS = Pattern.compile("\\p{Lu}{2,}s");

  private final Lexicon lexicon;
  private final List<String> asks = new ArrayList<>();
  private final Persons.Builder persons = new Persons.Builder();
  private final List<String> numbers = new ArrayList<>();
  private final List<String> atoms = new ArrayList<>();
  private final List<Word> content = new ArrayList<>();
  private String relation = NOTHING;
  private Gap gap = Gap.NONE;
  private boolean sentenceStarts = true;
  private boolean clauseStarts = true;
  private boolean passive;
  private boolean doing;
  private String before = NOTHING;
  private String next = NOTHING;
  private boolean nextIsWord;

  private SenseReader(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  static Sense read(String text, Lexicon lexicon) {
    SenseReader reader = new SenseReader(lexicon);
    List<Token> tokens = Words.read(Frames.read(Tokens.of(text, lexicon), lexicon), lexicon);
    for (int i = 0; i < tokens.size(); i++) {
      reader.next = i + 1 < tokens.size() ? tokens.get(i + 1).lower() : NOTHING;
      reader.nextIsWord = i + 1 < tokens.size() && tokens.get(i + 1).isWord();
      reader.take(tokens.get(i));
      reader.before = tokens.get(i).kind() == Kind.NUMBER ? "#" : tokens.get(i).lower();
    }
    reader.whyFirst();
    boolean named = reader.asks.equals(List.of("what")) && !reader.doing && !reader.isPassive();
    if (named || reader.asks.equals(List.of("says"))) {
      reader.asks.clear();
    }
    return new Sense(
        reader.asks,
        reader.persons.build(),
        reader.numbers,
        reader.atoms,
        reader.content,
        !text.isBlank() && Character.isUpperCase(text.strip().codePointAt(0)));
  }

  private boolean isPassive() {
    return content.stream().anyMatch(Word::isPassive);
  }

  /** "My card was declined, why" asks why it was. */
  private void whyFirst() {
    if (asks.size() > 1 && asks.getFirst().equals("says") && asks.getLast().equals("why")) {
      asks.removeFirst();
      asks.addFirst(asks.removeLast());
    }
  }

  private void take(Token token) {
    switch (token.kind()) {
      case NUMBER -> {
        numbers.add(token.lower());
        add(token, token.lower(), true);
      }
      case ATOM -> {
        atoms.add(token.raw());
        add(token, token.lower(), true);
      }
      case QUOTED -> add(token, token.lower(), true);
      case BREAK -> {
        gap = Gap.BREAK;
        relation = NOTHING;
        passive = false;
        clauseStarts = true;
        sentenceStarts |= token.raw().matches("(?s).*[.!?\\n].*");
      }
      case WORD -> word(token);
    }
  }

  private void word(Token token) {
    String word = token.lower();
    if (isName(token)) {
      boolean initials = SEVERAL_INITIALS.matcher(token.raw()).matches();
      add(initials ? Token.word(token.raw().substring(0, word.length() - 1)) : token, word, true);
    } else if (lexicon.isIn("wh", word)) {
      asks.add(word.equals("which") ? "what" : word);
      pass(Gap.OTHER);
    } else if (!isNoun(word) && auxiliary(word)) {
      pass(Gap.OTHER);
    } else if (word.equals("'s")) {
      gap = Gap.NONE;
    } else if (lexicon.isIn("gets", word) && isParticiple(next)) {
      passive = true;
      pass(Gap.OTHER);
    } else if (lexicon.isIn("is-where", word) && asks.contains("where")) {
      pass(Gap.OTHER);
    } else if (!person(word) && !binding(word)) {
      if (lexicon.isIn("filler", word)) {
        gap = gap == Gap.NONE ? Gap.OTHER : gap;
      } else {
        add(token, lexicon.canonical(word), false);
      }
    }
    sentenceStarts = false;
  }

  private void pass(Gap other) {
    gap = gap == Gap.BREAK ? gap : other;
    clauseStarts = false;
  }

  /** A capital inside a sentence, several capitals, a digit among letters, a single letter. */
  private boolean isName(Token token) {
    String raw = token.raw();
    String word = token.lower();
    boolean capital = Character.isUpperCase(raw.codePointAt(0));
    if (raw.length() == 1) {
      boolean article = word.equals("a") && (!capital || sentenceStarts);
      return !article && !word.equals("i");
    }
    boolean more =
        raw.codePoints().skip(1).anyMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
    boolean country = raw.equals("us") && lexicon.isIn("before-us", before);
    return more || country || (capital && !sentenceStarts && !lexicon.isIn("wh", word));
  }

  /** After an article "will" is a document and "can" is a tin; after a number "am" is a time. */
  private boolean isNoun(String word) {
    return lexicon.isIn("before-noun", before) || (before.equals("#") && word.equals("am"));
  }

  /** Modals and tenses say what kind of question it is. */
  private boolean auxiliary(String word) {
    if (!lexicon.isIn("aux", word) || isMainVerb(word)) {
      return false;
    }
    passive |= lexicon.isIn("be", word);
    doing |= !lexicon.isIn("be", word);
    String kind = kind(word);
    boolean free = asks.isEmpty();
    boolean implied = !free && lexicon.isIn("implied-" + kind, asks.getLast());
    if (free && !clauseStarts) {
      asks.add("says");
    }
    if (!kind.isEmpty() && !implied) {
      if (!free && asks.getLast().equals("whether")) {
        asks.removeLast();
      }
      asks.add(kind);
    } else if (free && clauseStarts) {
      asks.add("whether");
    }
    return true;
  }

  private boolean isMainVerb(String word) {
    boolean helps = next.equals("been") || next.equals("not") || isParticiple(next);
    return switch (word) {
      case "have", "has", "had" -> !helps && !opens();
      case "be" -> !helps;
      default -> false;
    };
  }

  /** At the start of a question, perhaps after its question word. */
  private boolean opens() {
    return clauseStarts || lexicon.isIn("wh", before);
  }

  private String kind(String word) {
    for (String kind : List.of("can", "should", "must", "did", "will")) {
      if (lexicon.isIn("aux-" + kind, word)) {
        return kind;
      }
    }
    return (word.equals("has") || word.equals("have")) && opens() ? "did" : NOTHING;
  }

  private boolean isParticiple(String word) {
    return (word.endsWith("ed") && word.length() > 4) || lexicon.isIn("participle", word);
  }

  private Word.Form form(Token token) {
    if (token.isWord() && isParticiple(token.lower())) {
      return passive ? Word.Form.PASSIVE : Word.Form.PAST;
    }
    return token.isWord() && lexicon.isIn("past", token.lower()) ? Word.Form.PAST : Word.Form.PLAIN;
  }

  private boolean person(String word) {
    for (String person : List.of("1", "2", "3m", "3f", "3p")) {
      if (lexicon.isIn("person-" + person, word)) {
        persons.add(person, role(word));
        pass(gap == Gap.NONE ? Gap.OTHER : gap);
        return true;
      }
    }
    return false;
  }

  private char role(String word) {
    if (lexicon.isIn("possessive", word)) {
      return 'p';
    }
    boolean subject = lexicon.isIn("subject", word);
    return subject || (word.equals("you") && isSubject()) ? 's' : 'o';
  }

  /** "You" does something where a verb follows: after an auxiliary, or before a plain word. */
  private boolean isSubject() {
    boolean opens = opens() || lexicon.isIn("aux", before);
    boolean verb = nextIsWord && !lexicon.isIn("filler", next) && !isBinding(next);
    return opens || verb;
  }

  private boolean isBinding(String word) {
    return RELATIONS.stream().anyMatch(kind -> lexicon.isIn("rel-" + kind, word));
  }

  private boolean binding(String word) {
    for (String kind : RELATIONS) {
      if (lexicon.isIn("rel-" + kind, word)) {
        relation = relation(kind);
        pass(relation.equals("of") ? Gap.LINK : Gap.OTHER);
        return true;
      }
    }
    return false;
  }

  /** After "price", "policy" and the like, "for" is "of"; an agent is not a means. */
  private String relation(String kind) {
    Word last = content.isEmpty() ? null : content.getLast();
    if (kind.equals("by") && last != null && last.isPassive()) {
      return "agent";
    }
    boolean heads = last != null && gap == Gap.NONE && lexicon.isIn("heads", last.key());
    return heads && lexicon.isIn("rel-heads", kind) ? "of" : kind;
  }

  private void add(Token token, String key, boolean name) {
    Word.Form form = name ? Word.Form.NAME : form(token);
    String lower = token.lower();
    boolean several = token.isWord() && (Stems.isPlural(lower) || lexicon.isIn("plurals", lower));
    content.add(new Word(token.raw(), lower, key, lexicon.like(key), form, several, relation, gap));
    passive &= form != Word.Form.PASSIVE;
    relation = NOTHING;
    gap = Gap.NONE;
    sentenceStarts = false;
    clauseStarts = false;
  }
}
