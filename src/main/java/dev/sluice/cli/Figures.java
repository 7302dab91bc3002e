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
 * @param totals the sums
 * @param savings what each mechanism saved, by its name
 */
record Figures(Totals totals, Map<String, Long> savings) {
  /** No call at all. */
  static final Figures NONE = new Figures(Totals.NONE, Map.of());

  Figures {
    savings = new TreeMap<>(savings);
  }

  /** The saving as a share of the cost without Sluice, two blanks before it; empty for no cost. */
  String percentSaved() {
    long without = totals.without();
    return without <= 0
        ? ""
        : String.format(Locale.ROOT, "  %d %%", Math.round(100.0 * totals.saved() / without));
  }

  /** As members of a JSON object; dollars have nine decimals. */
  Map<String, Object> members() {
    Map<String, Object> members = members(totals);
    Map<String, Object> named = new LinkedHashMap<>();
    savings.forEach((mechanism, nanos) -> named.put(mechanism, dollars(nanos)));
    members.put("savings_usd", named);
    return members;
  }

  /** The sums as members of a JSON object. */
  static Map<String, Object> members(Totals totals) {
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("input", totals.tokens().input());
    tokens.put("cache_write_5m", totals.tokens().cacheWrite5m());
    tokens.put("cache_write_1h", totals.tokens().cacheWrite1h());
    tokens.put("cache_read", totals.tokens().cacheRead());
    tokens.put("output", totals.tokens().output());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("calls", totals.calls());
    members.put("cache_hits", totals.hits());
    members.put("failed", totals.failed());
    members.put("unpriced", totals.unpriced());
    members.put("tokens", tokens);
    members.put("cost_usd", dollars(totals.cost()));
    members.put("cost_without_usd", dollars(totals.without()));
    members.put("saved_usd", dollars(totals.saved()));
    return members;
  }

  /** Tokens written to the provider's prompt cache, for either lifetime. */
  long written() {
    return written(totals);
  }

  static long written(Totals totals) {
    return totals.tokens().cacheWrite5m() + totals.tokens().cacheWrite1h();
  }

  /** A whole number for people. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static JsonText.Raw dollars(long nanos) {
    return new JsonText.Raw(Dollars.exact(nanos));
  }
}
