package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Token.Kind;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a text apart into words, numbers and atoms. Pure. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          String.join(
              "|",
              "(?<code>```[\\s\\S]*?```|`[^`]*`)",
              "(?<quote>\"[^\"\\n]{1,300}\"|(?<![\\p{L}\\d])'(?:[^'\\n]|(?<=\\p{L})'(?=\\p{L})){1,200}'(?![\\p{L}\\d]))",
              "(?<link>(?:https?://|www\\.)\\S+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)",
              "(?<ident>(?<!\\S)[^\\s,;]*(?:[_/\\\\={}<>|~^*@&+]|::|\\p{L}\\.\\p{L}|\\p{L}\\(|(?<!\\S)--\\p{L})\\S*)",
              "(?<number>(?<![\\p{L}\\d])[+-]?\\d+(?:[.,:]\\d+)*)",
              "(?<word>\\p{L}[\\p{L}\\p{M}\\d]*(?:'\\p{L}+)?[#]*)",
              "(?<rest>\\d+)",
              "(?<stop>[,;:.!?\\n]+)",
              "(?<symbol>[\\p{Sc}\\p{Sm}\\p{So}%#@&*/\\\\^_§])"));
  private static final Pattern QUOTED_WORDS =
      Pattern.compile(".\\s*\\p{L}[\\p{L}'-]*(?:\\s+\\p{L}[\\p{L}'-]*){0,4}\\s*.");
  private static final Pattern INITIALS = Pattern.compile("(?<![\\p{L}.])(?:\\p{L}\\.){2,}");
  private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern DOTTED = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
  private static final Pattern PRODUCT =
      Pattern.compile("\\p{L}+[+#]+|[\\p{L}\\d]+(\\.[\\p{L}\\d]+)+");
  private static final Pattern ORDINAL = Pattern.compile("(?i)st|nd|rd|th");
  private static final Pattern ROMAN =
      Pattern.compile("II|III|IV|VI{1,3}|IX|XI{0,3}|XIV|XVI{0,3}|XX");

  private static final Map<String, String> ENDINGS =
      Map.of("n't", "not", "'re", "are", "'m", "am", "'ve", "have", "'ll", "will", "'d", "would");

  private final List<Token> tokens = new ArrayList<>();
  private final Lexicon lexicon;

  private Tokens(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  static List<Token> of(String text, Lexicon lexicon) {
    Tokens tokens = new Tokens(lexicon);
    Matcher matcher = TOKEN.matcher(plain(text));
    while (matcher.find()) {
      tokens.take(matcher);
    }
    return tokens.tokens;
  }

  /** One form for what only looks different. A text that shouts is as good as one that does not. */
  private static String plain(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .replaceAll("[\u2018\u2019\u02BC\u00B4]", "'")
            .replaceAll("[\u201C\u201D\u00AB\u00BB]", "\"")
            .replaceAll("[\u2010-\u2015\u2212]", "-")
            .replace(" & ", " and ")
            .replaceAll(" -{1,2} ", ", ");
    plain = INITIALS.matcher(plain).replaceAll(found -> found.group().replace(".", "") + " ");
    boolean shouts =
        plain.codePoints().filter(Character::isUpperCase).count() > 8
            && plain.codePoints().noneMatch(Character::isLowerCase);
    return shouts ? plain.toLowerCase(Locale.ROOT) : plain;
  }

  private void take(Matcher found) {
    String text = found.group();
    if (found.group("word") != null) {
      word(text);
    } else if (found.group("number") != null) {
      tokens.add(Token.number(canonical(text)));
    } else if (found.group("rest") != null) {
      tokens.add(Token.number(text));
    } else if (found.group("stop") != null) {
      tokens.add(new Token(text, text, Kind.BREAK));
    } else if (found.group("ident") != null || found.group("link") != null) {
      identifier(text);
    } else if (found.group("quote") != null && QUOTED_WORDS.matcher(text).matches()) {
      for (String word : text.substring(1, text.length() - 1).strip().split("\\s+", -1)) {
        tokens.add(new Token(word, word.toLowerCase(Locale.ROOT), Kind.QUOTED));
      }
    } else {
      tokens.add(Token.atom(text.equals("%") ? "percent" : text));
    }
  }

  private void identifier(String text) {
    String bare = text.replaceFirst("[.,;:!?)\\]'\"]+$", "");
    if (PRODUCT.matcher(bare).matches()) {
      tokens.add(Token.atom(bare.toLowerCase(Locale.ROOT)));
    } else {
      tokens.add(Token.atom(bare));
    }
    if (bare.length() < text.length()) {
      tokens.add(new Token(text.substring(bare.length()), ".", Kind.BREAK));
    }
  }

  /** A form in which equal numbers are equal; what may be read in two ways stays as it is. */
  private static String canonical(String number) {
    String digits = number.startsWith("+") ? number.substring(1) : number;
    if (GROUPED.matcher(digits).matches()) {
      digits = digits.replace(",", "");
    } else if (DOTTED.matcher(digits).matches() || !DECIMAL.matcher(digits).matches()) {
      return digits;
    }
    return new BigDecimal(digits).stripTrailingZeros().toPlainString();
  }

  private void word(String text) {
    Token last = tokens.isEmpty() ? null : tokens.getLast();
    if (last != null && last.kind() == Kind.NUMBER && ORDINAL.matcher(text).matches()) {
      tokens.set(tokens.size() - 1, Token.number(last.lower() + "th"));
      return;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String number = lexicon.number(lower);
    if (number != null) {
      tokens.add(Token.number(number));
    } else if (ROMAN.matcher(text).matches()) {
      tokens.add(Token.atom(text));
    } else {
      contracted(text, lower);
    }
  }

  private void contracted(String text, String lower) {
    List<String> whole = lexicon.contraction(lower);
    if (!whole.isEmpty()) {
      whole.forEach(each -> tokens.add(Token.word(each)));
      return;
    }
    int at = lower.indexOf('\'');
    if (at < 0) {
      tokens.add(Token.word(text));
      return;
    }
    String ending = lower.endsWith("n't") ? "n't" : lower.substring(at);
    tokens.add(Token.word(text.substring(0, text.length() - ending.length())));
    if (ending.equals("'s")) {
      tokens.add(Token.word(lexicon.asks(lower.substring(0, at)) ? "is" : "'s"));
    } else if (ENDINGS.containsKey(ending)) {
      tokens.add(Token.word(ENDINGS.get(ending)));
    } else {
      tokens.add(Token.atom(ending));
    }
  }
}
