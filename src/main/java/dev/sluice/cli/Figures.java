package dev.sluice.cli;

import dev.sluice.cli.terminal.JsonText;
import dev.sluice.view.Dollars;
import dev.sluice.view.Totals;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over ledger entries, as the commands show them; money in nano-dollars.
 *
 * @param calls exchanges
 * @param hits those answered from Sluice's cache
 * @param unpriced those whose price is not known; they are in no sum of money
 * @param tokens what was billed
 * @param cost what it cost
 * @param without what it would have cost without Sluice
 * @param savings what each mechanism saved, by its name
 */
record Figures(
    long calls,
    long hits,
    long unpriced,
    TokenSums tokens,
    long cost,
    long without,
    Map<String, Long> savings) {

  Figures {
    savings = new TreeMap<>(savings);
  }

  /**
   * Tokens by bucket.
   *
   * @param input fresh input
   * @param written written to the provider's prompt cache
   * @param read read from it
   * @param output output
   */
  record TokenSums(long input, long written, long read, long output) {}

  /** No call at all. */
  static final Figures NONE = new Figures(0, 0, 0, new TokenSums(0, 0, 0, 0), 0, 0, Map.of());

  /** The figures of these totals. */
  static Figures of(Totals totals) {
    return new Figures(
        totals.calls(),
        totals.hits(),
        totals.unpriced(),
        new TokenSums(
            totals.input(), totals.cacheWrite(), totals.cacheRead(), totals.output()),
        totals.costNanos(),
        totals.withoutNanos(),
        totals.savings());
  }

  /** What all mechanisms saved together. */
  long saved() {
    return without - cost;
  }

  /** The same as a share of the cost without Sluice, two blanks before it; empty for no cost. */
  String percentSaved() {
    return without <= 0 ? "" : String.format(Locale.ROOT, "  %d %%", 100 * saved() / without);
  }

  /** As members of a JSON object; dollars have nine decimals. */
  Map<String, Object> members() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("input", tokens.input());
    counts.put("cache_write", tokens.written());
    counts.put("cache_read", tokens.read());
    counts.put("output", tokens.output());
    Map<String, Object> bySaving = new LinkedHashMap<>();
    savings.forEach((mechanism, nanos) -> bySaving.put(mechanism, dollars(nanos)));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("calls", calls);
    members.put("cache_hits", hits);
    members.put("unpriced", unpriced);
    members.put("tokens", counts);
    members.put("cost_usd", dollars(cost));
    members.put("cost_without_usd", dollars(without));
    members.put("saved_usd", dollars(saved()));
    members.put("savings_usd", bySaving);
    return members;
  }

  /** A whole number for people. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static JsonText.Raw dollars(long nanos) {
    return new JsonText.Raw(Dollars.exact(nanos));
  }
}
