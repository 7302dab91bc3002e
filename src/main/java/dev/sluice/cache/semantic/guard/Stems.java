package dev.sluice.cache.semantic.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes inflections off English words: plural, past, progressive. Nothing else: endings that make
 * another word (-er, -less, -able) and all beginnings (un-, non-, re-) stay, as they carry what
 * tells two questions apart. Pure.
 */
final class Stems {
  private static final String VOWELS = "aeiouy";

  private Stems() {}

  /** What the word may be an inflection of, likeliest first, itself left out. */
  static List<String> bases(String word) {
    List<String> bases = new ArrayList<>();
    if (word.endsWith("ies") && word.length() > 4) {
      bases.add(cut(word, 3) + "y");
    }
    if (word.endsWith("es") && word.length() > 4) {
      bases.add(cut(word, 1));
      bases.add(cut(word, 2));
    } else if (isPlural(word)) {
      bases.add(cut(word, 1));
    }
    if (word.endsWith("ied") && word.length() > 4) {
      bases.add(cut(word, 3) + "y");
    } else if (word.endsWith("ed") && word.length() > 4) {
      open(cut(word, 2), bases);
    }
    if (word.endsWith("ing") && word.length() > 5) {
      open(cut(word, 3), bases);
    }
    return bases;
  }

  private static void open(String rest, List<String> bases) {
    bases.add(rest);
    bases.add(rest + "e");
    if (isDoubled(rest)) {
      bases.add(cut(rest, 1));
    }
  }

  /** One form for the inflections of a word that is not in the lexicon. */
  static String stem(String word) {
    String stem = word;
    if (stem.endsWith("ies") && stem.length() > 4) {
      stem = cut(stem, 3) + "y";
    } else if (stem.matches(".*(ss|sh|ch|x|zz)es")) {
      stem = cut(stem, 2);
    } else if (isPlural(stem)) {
      stem = cut(stem, 1);
    } else if (stem.endsWith("ied") && stem.length() > 4) {
      stem = cut(stem, 3) + "y";
    } else if (stem.endsWith("ed") && stem.length() > 4) {
      stem = closed(cut(stem, 2));
    } else if (stem.endsWith("ing") && stem.length() > 5) {
      stem = closed(cut(stem, 3));
    }
    return stem.length() >= 6 && stem.endsWith("e") ? cut(stem, 1) : stem;
  }

  private static String closed(String rest) {
    if (isDoubled(rest)) {
      return cut(rest, 1);
    }
    return rest.length() <= 4 && endsShort(rest) ? rest + "e" : rest;
  }

  /** Whether the word ends like one of several, or like what someone does. */
  static boolean isPlural(String word) {
    return word.length() > 3
        && word.endsWith("s")
        && !word.endsWith("ss")
        && !word.endsWith("us")
        && !word.endsWith("is");
  }

  private static boolean isDoubled(String word) {
    int length = word.length();
    return length > 3
        && word.charAt(length - 1) == word.charAt(length - 2)
        && VOWELS.indexOf(word.charAt(length - 1)) < 0
        && !word.endsWith("ss");
  }

  /** Vowel and consonant at the end, as in "clos", whose word is "close". */
  private static boolean endsShort(String word) {
    int length = word.length();
    return length >= 2
        && VOWELS.indexOf(word.charAt(length - 1)) < 0
        && VOWELS.indexOf(word.charAt(length - 2)) >= 0;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
