package dev.sluice.route.tier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The closed world of the rules: {@code everyday.txt}, the words of everyday talk. A word that is
 * not among them may mean anything. Immutable, safe for any thread.
 */
final class Everyday {
  /** The list that comes with Sluice. */
  static final Everyday BUNDLED = bundled();

  private static final List<String> ENDINGS =
      List.of("s", "es", "d", "ed", "ing", "ly", "er", "est", "e", "en", "em", "n", "'s", "s'");
  private static final int SHORTEST = 3;

  private final Map<Kind, Set<String>> words = new EnumMap<>(Kind.class);
  private final List<String> unspaced = new ArrayList<>();

  private Everyday() {}

  /** What a word is good for; the sections of the file. */
  enum Kind {
    /** Everyday talk. */
    PLAIN,
    /** What an order to copy, turn or pick something is made of. */
    FRAME,
    /** What things are sorted into. */
    LABEL,
    /** What is asked for by the handful. */
    LISTABLE,
    /** Little words that bind. */
    GLUE,
    /** Where things are in a program. */
    CODEBASE,
    /** What a small program is made of. */
    PROGRAM,
    /** Scripts without spaces. */
    UNSPACED
  }

  private static Everyday bundled() {
    try (InputStream in = Everyday.class.getResourceAsStream("everyday.txt")) {
      if (in == null) {
        throw new IllegalStateException("everyday.txt is missing from the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Everyday parse(String text) {
    Everyday everyday = new Everyday();
    Kind kind = Kind.PLAIN;
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        kind = Kind.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
      } else if (!line.startsWith("#") && !line.isBlank()) {
        List<String> entries = List.of(line.strip().split("\\s+"));
        everyday.words.computeIfAbsent(kind, each -> new HashSet<>()).addAll(entries);
      }
    }
    everyday.unspaced.addAll(everyday.words.getOrDefault(Kind.UNSPACED, Set.of()));
    everyday.unspaced.sort(Comparator.comparingInt(entry -> -entry.length()));
    return everyday;
  }

  /** Whether a word in lower case, or what is left of it without its ending, is of these kinds. */
  boolean knows(String word, Set<Kind> kinds) {
    if (Wording.isUnspaced(word)) {
      return covers(word);
    }
    for (Kind kind : kinds) {
      if (has(words.getOrDefault(kind, Set.of()), word)) {
        return true;
      }
    }
    int elision = word.indexOf('\'');
    if (elision > 0 && elision < SHORTEST && knows(word.substring(elision + 1), kinds)) {
      return true;
    }
    int hyphen = word.indexOf('-');
    return hyphen > 0
        && knows(word.substring(0, hyphen), kinds)
        && knows(word.substring(hyphen + 1), kinds);
  }

  private static boolean has(Set<String> list, String word) {
    if (list.contains(word)) {
      return true;
    }
    for (String ending : ENDINGS) {
      String base = word.substring(0, Math.max(0, word.length() - ending.length()));
      if (word.endsWith(ending) && base.length() >= SHORTEST && hasBase(list, base, ending)) {
        return true;
      }
    }
    return false;
  }

  /** With the e, the y or the single consonant that the ending has changed. */
  private static boolean hasBase(Set<String> list, String base, String ending) {
    if (list.contains(base)) {
      return true;
    }
    int last = base.length() - 1;
    boolean isVerbal = ending.equals("ing") || ending.equals("ed") || ending.startsWith("e");
    boolean changed = base.charAt(last) == 'i' && list.contains(base.substring(0, last) + "y");
    boolean doubled =
        isVerbal
            && last > 1
            && base.charAt(last) == base.charAt(last - 1)
            && list.contains(base.substring(0, last));
    return changed || doubled || (ending.equals("ing") && list.contains(base + "e"));
  }

  /** Whether a word of a script without spaces is nothing but entries. */
  private boolean covers(String word) {
    String left = word;
    for (String entry : unspaced) {
      left = left.replace(entry, " ");
    }
    return left.chars().noneMatch(c -> Wording.isUnspaced((char) c));
  }
}
