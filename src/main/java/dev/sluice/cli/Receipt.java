package dev.sluice.cli;

import dev.sluice.exchange.CacheState;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.price.Cost;
import dev.sluice.view.Dollars;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one run of a program cost, in one line.
 *
 * @param requests exchanges
 * @param nanos what they cost, in nano-dollars
 * @param unpriced exchanges whose price is not known, left out of that sum
 * @param inputTokens all input tokens, fresh and cached
 * @param cacheRead those that the provider read from its prompt cache
 * @param hits exchanges answered from Sluice's cache
 * @param saved what all mechanisms saved, in nano-dollars
 */
record Receipt(
    long requests,
    long nanos,
    long unpriced,
    long inputTokens,
    long cacheRead,
    long hits,
    long saved) {

  /** The sum of these entries. */
  static Receipt of(List<LedgerEntry> entries) {
    return new Receipt(
        entries.size(),
        entries.stream().mapToLong(entry -> entry.money().cost().nanosOrZero()).sum(),
        entries.stream().filter(entry -> entry.money().cost() instanceof Cost.Unpriced).count(),
        entries.stream().mapToLong(entry -> entry.usage().totalInput()).sum(),
        entries.stream().mapToLong(entry -> entry.usage().cacheRead()).sum(),
        entries.stream().filter(entry -> entry.outcome().cache() == CacheState.HIT).count(),
        entries.stream()
            .flatMap(entry -> entry.money().savings().stream())
            .mapToLong(LedgerEntry.Saving::nanos)
            .sum());
  }

  /** The line. */
  String line() {
    if (requests == 0) {
      return "no requests came through Sluice";
    }
    List<String> parts = new ArrayList<>();
    parts.add(Words.count(requests, "request"));
    parts.add(Dollars.people(nanos) + (unpriced == 0 ? "" : " and " + unpriced + " unpriced"));
    if (inputTokens > 0) {
      parts.add(String.format(Locale.ROOT, "%d %% cache read", 100 * cacheRead / inputTokens));
    }
    if (hits > 0) {
      parts.add(hits + " answered from cache saved " + Dollars.people(saved));
    }
    return String.join("  ", parts);
  }
}
