package dev.sluice.log;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Hides what looks like a key in a text that people or files will see. Long keys keep their
 * well-known prefix and last four characters, so that two keys can be told apart; everything else
 * is hidden whole. One pass, time linear in the text, safe for any thread, never throws. Masking
 * twice changes nothing more.
 */
public final class Masking {
  private static final String HIDDEN = "***";
  private static final int LONG = 24;

  /** How well-known keys begin, longest first, and the fewest characters that follow. */
  private static final List<String> PREFIXES =
      List.of(
          "github_pat_",
          "sk-or-v1-",
          "sk-proj-",
          "sk-ant-",
          "sk_live_",
          "sk_test_",
          "rk_live_",
          "sluice_",
          "sk-",
          "glpat-",
          "xoxb-",
          "xoxp-",
          "xoxa-",
          "xoxs-",
          "ghp_",
          "gho_",
          "ghs_",
          "ghu_",
          "ghr_",
          "gsk_",
          "pypi-",
          "npm_",
          "AKIA",
          "ASIA",
          "AIza",
          "hf_",
          "xai-");

  /** Letters with which one of the prefixes begins, and the fewest characters of a key. */
  private static final String FIRST_LETTERS = "gsrxpnAh";

  private static final int SHORTEST_KEY = 9;

  /** Prefixes of identifiers that are as random as keys and no secret. */
  private static final Set<String> IDENTIFIERS =
      Set.of(
          "msg",
          "msgbatch",
          "req",
          "toolu",
          "srvtoolu",
          "file",
          "chatcmpl",
          "resp",
          "call",
          "container",
          "skill",
          "workspace",
          "wrkspc",
          "batch",
          "event",
          "run",
          "session");

  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "apikey",
          "token",
          "secret",
          "password",
          "passwd",
          "passphrase",
          "credential",
          "credentials",
          "cookie");
  private static final List<String> ENDINGS =
      List.of(
          "-key",
          "_key",
          "-token",
          "_token",
          "-secret",
          "_secret",
          "_password",
          "-password",
          "-cookie",
          "_cookie",
          "apikey",
          "authorization",
          "-credential",
          "_credential");
  private static final Set<String> HARMLESS =
      Set.of("cache_key", "cache-key", "sort_key", "primary_key", "foreign_key");
  private static final Set<String> SCHEMES = Set.of("bearer", "basic", "digest", "token");
  private static final Set<String> REFERENCES =
      Set.of("env", "file", "passthrough", "null", "true", "false", "none", "sha256");

  private final String text;
  private final StringBuilder out;
  private int copied;

  private Masking(String text) {
    this.text = text;
    this.out = new StringBuilder(0);
  }

  /** The text with everything that looks like a key hidden. */
  public static String mask(String text) {
    return new Masking(text).run();
  }

  /** A value that belongs to a name, such as a header's; hidden whole when the name says so. */
  public static String value(String name, String value) {
    return secretName(name.toLowerCase(Locale.ROOT)) && !harmlessValue(value)
        ? shortened(value)
        : mask(value);
  }

  private String run() {
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("://", at)) {
        at = userInfo(at + 3);
      } else if (wordCharacter(text.charAt(at))) {
        at = word(at);
      } else {
        at++;
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private void replace(int from, int to, String by) {
    out.append(text, copied, from).append(by);
    copied = to;
  }

  /** Looks at the word that begins here; the place to go on at. */
  private int word(int from) {
    int to = from;
    while (to < text.length() && wordCharacter(text.charAt(to))) {
      to++;
    }
    String word = text.substring(from, Math.min(to, from + 80));
    if (jwt(word, to)) {
      int end = valueEnd(from);
      replace(from, end, shortened(text.substring(from, end)));
      return end;
    }
    int key = keyStart(word);
    if (key >= 0 && text.startsWith("...", to) && PREFIXES.contains(word)) {
      return to;
    }
    if (key >= 0) {
      replace(from + key, to, shortened(text.substring(from + key, to)));
      return to;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (secretName(lower)) {
      return assigned(to);
    }
    return SCHEMES.contains(lower) ? credentials(to) : generic(from, to);
  }

  private int generic(int from, int to) {
    if (to - from >= 40 && random(from, to)) {
      replace(from, to, shortened(text.substring(from, to)));
    }
    return to;
  }

  /** Whether capitals, small letters and digits are mixed as no name or identifier mixes them. */
  private boolean random(int from, int to) {
    int underscore = text.indexOf('_', from);
    if (underscore > from
        && underscore < to
        && IDENTIFIERS.contains(text.substring(from, underscore))) {
      return false;
    }
    int capitals = 0;
    int small = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
      small += c >= 'a' && c <= 'z' ? 1 : 0;
      digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    return capitals >= 4 && small >= 4 && digits >= 3;
  }

  /** The value after a secret's name and a colon or equals sign, hidden; the place to go on at. */
  private int assigned(int after) {
    int at = skip(after, "\"'\\");
    at = skipSpaces(at);
    if (at >= text.length() || (text.charAt(at) != ':' && text.charAt(at) != '=')) {
      return after;
    }
    at = skip(skipSpaces(at + 1), "\"'\\[");
    int end = valueEnd(at);
    String value = text.substring(at, end);
    if (SCHEMES.contains(value.toLowerCase(Locale.ROOT)) && end < text.length()) {
      return credentials(end, true);
    }
    if (value.isEmpty() || harmlessValue(value)) {
      return Math.max(end, after);
    }
    replace(at, end, shortened(value));
    return end;
  }

  private int credentials(int after) {
    return credentials(after, false);
  }

  /**
   * The credential after a scheme, hidden; a word of prose after it is left unless {@code sure}.
   */
  private int credentials(int after, boolean sure) {
    int at = skipSpaces(after);
    int end = valueEnd(at);
    String value = text.substring(at, end);
    boolean likely =
        (value.length() >= 16 && !value.contains("-") && !lowercaseWord(value))
            || (value.length() >= 6 && value.chars().anyMatch(c -> c >= '0' && c <= '9'));
    if (at == after
        || value.isEmpty()
        || value.equals(HIDDEN)
        || value.startsWith("...")
        || !(sure || likely)) {
      return after;
    }
    replace(at, end, shortened(value));
    return end;
  }

  private static boolean lowercaseWord(String value) {
    return value.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  /** A user and password in an address, hidden; the place to go on at. */
  private int userInfo(int from) {
    for (int i = from; i < text.length() && i < from + 512; i++) {
      char c = text.charAt(i);
      if (c == '@') {
        if (!text.substring(from, i).equals(HIDDEN)) {
          replace(from, i, HIDDEN);
        }
        return i + 1;
      }
      if (c <= ' ' || c == '/' || c == '?' || c == '#' || c == '"' || c == '\'') {
        return from;
      }
    }
    return from;
  }

  private int skip(int from, String characters) {
    int at = from;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private int skipSpaces(int from) {
    return skip(from, " \t");
  }

  private int valueEnd(int from) {
    int at = from;
    while (at < text.length()
        && text.charAt(at) > ' '
        && "\"',;&)}]<>\\".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static boolean wordCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private boolean jwt(String word, int to) {
    return word.startsWith("eyJ")
        && word.length() >= 12
        && to < text.length()
        && text.charAt(to) == '.';
  }

  /** Where a well-known key begins in a word, or -1. */
  private static int keyStart(String word) {
    for (int at = 0; at + SHORTEST_KEY <= word.length(); at++) {
      boolean begins = at == 0 || "-_".indexOf(word.charAt(at - 1)) >= 0;
      if (begins && FIRST_LETTERS.indexOf(word.charAt(at)) >= 0 && isKey(word, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isKey(String word, int at) {
    for (String prefix : PREFIXES) {
      if (word.startsWith(prefix, at) && likely(word, at + prefix.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean likely(String word, int from) {
    int length = word.length() - from;
    boolean digit = false;
    boolean capital = false;
    boolean hyphen = false;
    for (int i = from; i < word.length(); i++) {
      char c = word.charAt(i);
      digit |= c >= '0' && c <= '9';
      capital |= c >= 'A' && c <= 'Z';
      hyphen |= c == '-';
    }
    return (length >= 20 && (!hyphen || digit || capital))
        || (length >= 6 && digit)
        || (length >= 12 && capital);
  }

  private static boolean secretName(String lower) {
    return NAMES.contains(lower) || (endsAsSecret(lower) && !HARMLESS.contains(lower));
  }

  private static boolean endsAsSecret(String lower) {
    for (String ending : ENDINGS) {
      if (lower.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static boolean harmlessValue(String value) {
    int colon = value.indexOf(':');
    String first = colon < 0 ? value : value.substring(0, colon);
    return value.isEmpty()
        || value.equals(HIDDEN)
        || value.contains("...")
        || REFERENCES.contains(first.toLowerCase(Locale.ROOT))
        || (value.length() <= 7 && value.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  /** A long key with its prefix and last four characters; a short one as stars. */
  private static String shortened(String key) {
    if (key.length() < LONG || key.contains(" ")) {
      return HIDDEN;
    }
    String start = PREFIXES.stream().filter(key::startsWith).findFirst().orElse("");
    return start + "..." + key.substring(key.length() - 4);
  }
}
