package dev.sluice.cache.semantic.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words that the guard knows: resource {@code lexicon.txt}, in sections. Words that it does not
 * know stand for themselves, so that what is missing costs hits and never correctness. Immutable.
 */
final class Lexicon {
  private static final List<String> BY_KEY =
      List.of("heads", "means", "places", "days", "wanted", "requests");

  private final Map<String, Set<String>> sets = new HashMap<>();
  private final Map<String, String> numbers = new HashMap<>();
  private final Map<String, String> classes = new HashMap<>();
  private final Map<String, List<String>> contractions = new HashMap<>();
  private final Map<String, Set<String>> synonyms = new HashMap<>();
  private final Map<String, Map<String, List<Phrase>>> phrases = new HashMap<>();
  private final List<List<String>> alike = new ArrayList<>();

  /**
   * Words that are read as others.
   *
   * @param from what stands there, at least one word
   * @param to what is read, perhaps nothing
   */
  record Phrase(List<String> from, List<String> to) {}

  /** The lexicon in the jar. */
  static Lexicon bundled() {
    try (InputStream in = Lexicon.class.getResourceAsStream("lexicon.txt")) {
      if (in == null) {
        throw new IllegalStateException("lexicon.txt is missing");
      }
      return new Lexicon(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Lexicon(List<String> lines) {
    String section = "";
    for (String line : lines) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.indexOf(']'));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        take(section, line.strip());
      }
    }
    for (Map<String, List<Phrase>> each : phrases.values()) {
      each.values()
          .forEach(all -> all.sort((a, b) -> Integer.compare(b.from().size(), a.from().size())));
    }
    for (String name : BY_KEY) {
      Set<String> words = sets.getOrDefault(name, Set.of());
      List.copyOf(words).forEach(word -> words.add(canonical(word)));
    }
    for (List<String> words : alike) {
      String name = "~" + words;
      words.forEach(
          word -> synonyms.computeIfAbsent(canonical(word), w -> new HashSet<>()).add(name));
    }
  }

  private void take(String section, String line) {
    switch (section) {
      case "numbers" -> numbers.put(words(line).getFirst(), words(line).getLast());
      case "same" -> same(words(line));
      case "like" -> alike.add(words(line));
      case "contractions", "phrases", "openings" -> replace(section, line);
      case "courtesy", "closings", "how-tails" -> replace(section, line + "=>");
      default -> sets.computeIfAbsent(section, s -> new HashSet<>()).addAll(words(line));
    }
  }

  private void same(List<String> words) {
    for (String word : words) {
      if (classes.put(word, words.getFirst()) != null) {
        throw new IllegalStateException("lexicon: " + word + " is in two classes");
      }
    }
  }

  private void replace(String section, String line) {
    String[] sides = line.split("=>", -1);
    List<String> from =
        words(sides[0]).stream().map(word -> numbers.getOrDefault(word, word)).toList();
    List<String> to = words(sides[1]);
    if (section.equals("contractions")) {
      contractions.put(from.getFirst(), to);
    } else {
      phrases
          .computeIfAbsent(section, s -> new HashMap<>())
          .computeIfAbsent(from.getFirst(), f -> new ArrayList<>())
          .add(new Phrase(from, to));
    }
  }

  private static List<String> words(String line) {
    return line.isBlank() ? List.of() : Arrays.asList(line.strip().split("\\s+", -1));
  }

  /** Whether the word is in this section. */
  boolean isIn(String section, String word) {
    return sets.getOrDefault(section, Set.of()).contains(word);
  }

  /** The digits of a number word, null if it is none. */
  @Nullable String number(String word) {
    return numbers.get(word);
  }

  /** What a contraction stands for; empty for every other word. */
  List<String> contraction(String word) {
    return contractions.getOrDefault(word, List.of());
  }

  /** Whether an {@code 's} after this word is an "is". */
  boolean asks(String word) {
    return isIn("wh", word) || isIn("is-after", word);
  }

  /** Phrases of a section that begin with this word, longest first. */
  List<Phrase> phrases(String section, String first) {
    return phrases.getOrDefault(section, Map.of()).getOrDefault(first, List.of());
  }

  /** The sets of synonyms that a word is in, by what it is compared by. Sets may overlap. */
  Set<String> like(String canonical) {
    return synonyms.getOrDefault(canonical, Set.of());
  }

  /** What a word is compared by: the first of its class, else its stem. */
  String canonical(String word) {
    String known = classes.get(word);
    if (known != null) {
      return known;
    }
    if (isIn("invariant", word)) {
      return word;
    }
    for (String base : Stems.bases(word)) {
      known = classes.get(base);
      if (known != null) {
        return known;
      }
      if (isIn("bases", base)) {
        return base;
      }
    }
    return Stems.stem(word);
  }
}
