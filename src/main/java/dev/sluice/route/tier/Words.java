package dev.sluice.route.tier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words that tell what a text asks for: {@code words.txt}, whose head describes its form.
 * Immutable, safe for any thread.
 */
final class Words {
  /** The list that comes with Sluice. */
  static final Words BUNDLED = bundled();

  private static final int LONGEST_ENTRY = 3;
  private static final int SHORTEST_STEM = 3;

  private final Map<String, Set<Kind>> exact = new HashMap<>();
  private final Map<String, List<Stem>> stems = new HashMap<>();
  private final Set<String> phraseStarts = new HashSet<>();
  private final Map<String, Set<Kind>> unspaced = new LinkedHashMap<>();

  private Words() {}

  /** What an entry is a sign of; the sections of the file. */
  enum Kind {
    STRONG,
    WEAK,
    WORK,
    MAKER,
    ORDINARY,
    TRANSFORM,
    FORM,
    OWN,
    SIMPLE,
    MATERIAL,
    CODE,
    POLITE,
    OBJECT,
    FACT,
    NEED,
    TALK,
    THEN,
    STUCK,
    RATING,
    SPECIAL,
    LIGHT,
    OPEN
  }

  /**
   * An entry that was found.
   *
   * @param at the number of its first word; in a text without spaces, of its first character
   * @param length how many words it has
   */
  record Hit(String entry, int at, int length, Set<Kind> kinds) {}

  private static Words bundled() {
    try (InputStream in = Words.class.getResourceAsStream("words.txt")) {
      if (in == null) {
        throw new IllegalStateException("words.txt is missing from the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Words parse(String text) {
    Words words = new Words();
    Kind kind = Kind.STRONG;
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        kind = Kind.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
      } else if (!line.startsWith("#")) {
        for (String entry : line.split(",", -1)) {
          words.add(entry.strip(), kind);
        }
      }
    }
    return words;
  }

  private void add(String entry, Kind kind) {
    if (entry.isEmpty()) {
      return;
    }
    boolean stem = entry.endsWith("*");
    String bare = stem ? entry.substring(0, entry.length() - 1) : entry;
    int space = bare.indexOf(' ');
    if (space > 0) {
      phraseStarts.add(bare.substring(0, space));
    }
    if (stem) {
      addStem(bare, kind);
    } else {
      Map<String, Set<Kind>> to = Wording.isUnspaced(bare) ? unspaced : exact;
      to.computeIfAbsent(bare, each -> EnumSet.noneOf(Kind.class)).add(kind);
    }
  }

  /** Stems are found by their first letters; the longer one is asked first. */
  private void addStem(String text, Kind kind) {
    List<Stem> same =
        stems.computeIfAbsent(text.substring(0, SHORTEST_STEM), each -> new ArrayList<>());
    for (Stem stem : same) {
      if (stem.text().equals(text)) {
        stem.kinds().add(kind);
        return;
      }
    }
    same.add(new Stem(text, EnumSet.of(kind)));
    same.sort(Comparator.comparingInt(stem -> -stem.text().length()));
  }

  /** Every entry in these words and, where the text has no spaces between words, in the text. */
  List<Hit> find(List<String> words, String text) {
    List<Hit> hits = new ArrayList<>();
    for (int at = 0; at < words.size(); ) {
      Hit hit = at(words, at);
      if (hit == null) {
        parts(words.get(at), at, hits);
        at++;
      } else {
        hits.add(hit);
        at += hit.length();
      }
    }
    if (Wording.isUnspaced(text)) {
      unspaced.forEach((entry, kinds) -> {
        int at = text.indexOf(entry);
        if (at >= 0) {
          hits.add(new Hit(entry, at, 1, kinds));
        }
      });
    }
    return hits;
  }

  private @Nullable Hit at(List<String> words, int at) {
    String first = words.get(at);
    int longest = phraseStarts.contains(first) ? Math.min(LONGEST_ENTRY, words.size() - at) : 1;
    for (int n = longest; n > 0; n--) {
      String gram = n == 1 ? first : String.join(" ", words.subList(at, at + n));
      Set<Kind> kinds = exact.get(gram);
      if (kinds != null) {
        return new Hit(gram, at, n, kinds);
      }
      Stem stem = stem(gram, n > 1);
      if (stem != null) {
        return new Hit(stem.text(), at, n, stem.kinds());
      }
    }
    return null;
  }

  private @Nullable Stem stem(String gram, boolean phrase) {
    if (gram.length() < SHORTEST_STEM) {
      return null;
    }
    for (Stem stem : stems.getOrDefault(gram.substring(0, SHORTEST_STEM), List.of())) {
      if (gram.startsWith(stem.text()) && phrase == stem.text().indexOf(' ') > 0) {
        return stem;
      }
    }
    return null;
  }

  private record Stem(String text, Set<Kind> kinds) {}

  /** What a compound such as {@code security-critical} is made of. */
  private void parts(String word, int at, List<Hit> hits) {
    if (word.indexOf('-') > 0 || word.indexOf('.') > 0 || word.indexOf('_') > 0) {
      for (String part : word.split("[-._]+", -1)) {
        Hit hit = part.isEmpty() ? null : at(List.of(part), 0);
        if (hit != null) {
          hits.add(new Hit(hit.entry(), at, 1, hit.kinds()));
        }
      }
    }
  }
}
