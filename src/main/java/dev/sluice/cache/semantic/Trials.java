package dev.sluice.cache.semantic;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which questions have spoken for a family already. A question that is asked again, in other
 * letters, under other parameters or against another entry, is no new evidence in favour. For one
 * thread at a time.
 */
final class Trials {
  private static final int MOST = 65_536;

  private final Set<Long> seen = new LinkedHashSet<>();

  /** A number for what was asked, whatever case and punctuation it has. */
  static long question(String family, String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    long hash = 0xcbf29ce484222325L;
    for (char each : (family + '\n' + plain).toCharArray()) {
      hash = (hash ^ each) * 0x100000001b3L;
    }
    return hash;
  }

  boolean isNew(long question) {
    return !seen.contains(question);
  }

  /** Notes a question; gives the one that is forgotten for it. */
  OptionalLong add(long question) {
    seen.add(question);
    if (seen.size() <= MOST) {
      return OptionalLong.empty();
    }
    Iterator<Long> eldest = seen.iterator();
    long gone = eldest.next();
    eldest.remove();
    return OptionalLong.of(gone);
  }
}
