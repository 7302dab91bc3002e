package dev.sluice.cache.semantic;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many different questions each entry has drawn since the process began. An entry that draws
 * very many may be one answer for all (spec peers section 3.3, number 5): the guard has overlooked
 * something that varies. For one thread at a time.
 */
final class Askers {
  /** So many different texts that mean one question are rare. */
  static final int CROWD = 48;

  private final Map<String, Set<Long>> askers = new HashMap<>();

  /** Notes that a question came to an entry; gives whether it is the one that makes a crowd. */
  boolean crowds(String entry, long question) {
    Set<Long> all = askers.computeIfAbsent(entry, e -> new HashSet<>());
    return all.size() < CROWD && all.add(question) && all.size() == CROWD;
  }

  /** Whether it has drawn a crowd. */
  boolean isCrowded(String entry) {
    return askers.getOrDefault(entry, Set.of()).size() >= CROWD;
  }

  void forget(String entry) {
    askers.remove(entry);
  }
}
