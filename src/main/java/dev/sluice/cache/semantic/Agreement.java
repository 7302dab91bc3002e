package dev.sluice.cache.semantic;

import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.embed.EmbeddingFailed;
import dev.sluice.cache.semantic.embed.Vectors;
import dev.sluice.cache.semantic.guard.LexicalGuard;
import dev.sluice.cache.semantic.guard.Sense;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether two replies say the same: word by word but for case, spaces and punctuation; or else with
 * the same numbers, names and quotations, yes or no, negations present or absent, and an embedding
 * (of their beginnings, where they are long) that is near. Courtesies around an answer do not
 * count. Errs by finding a difference, which costs hits. Safe for any thread.
 */
final class Agreement {
  private static final double NEAR = 0.85;
  private static final Set<String> NEGATIONS =
      Set.of("not", "no", "never", "none", "neither", "nor");

  /** What came of a comparison. */
  enum Outcome {
    /** They say the same. */
    SAME,
    /** They do not. */
    OTHER,
    /** It could not be found out. */
    UNKNOWN
  }

  private final Embedder embedder;
  private final LexicalGuard guard;

  Agreement(Embedder embedder, LexicalGuard guard) {
    this.embedder = embedder;
    this.guard = guard;
  }

  Outcome of(String first, String second) {
    String one = Courtesy.without(first);
    String other = Courtesy.without(second);
    if (plain(one).equals(plain(other))) {
      return Outcome.SAME;
    }
    Sense a = guard.read(one);
    Sense b = guard.read(other);
    if (!sorted(a.numbers()).equals(sorted(b.numbers()))
        || !namesAllIn(a, other)
        || !namesAllIn(b, one)
        || denies(one) != denies(other)
        || !verdict(one).equals(verdict(other))) {
      return Outcome.OTHER;
    }
    try {
      double near = Vectors.dot(embedder.embed(one), embedder.embed(other));
      return near >= NEAR ? Outcome.SAME : Outcome.OTHER;
    } catch (EmbeddingFailed e) {
      return Outcome.UNKNOWN;
    }
  }

  /** Whether every name of one reply stands in the other, where it may not have a capital. */
  private static boolean namesAllIn(Sense sense, String text) {
    String words = " " + plain(text) + " ";
    return sense.atoms().stream().allMatch(atom -> words.contains(" " + plain(atom) + " "));
  }

  private static List<String> sorted(List<String> all) {
    return all.stream().sorted().toList();
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  private static boolean denies(String text) {
    String plain = text.replace('\u2019', '\'').replaceAll("n't\\b", " not");
    return List.of(plain(plain).split(" ", -1)).stream().anyMatch(NEGATIONS::contains);
  }

  private static String verdict(String text) {
    String first = plain(text).split(" ", 2)[0];
    return Set.of("yes", "no").contains(first) ? first : "";
  }
}
