package dev.sluice.cli;

import dev.sluice.cli.terminal.JsonText;
import dev.sluice.view.BreakSums;
import dev.sluice.view.Comparison;
import dev.sluice.view.Dollars;
import dev.sluice.view.LedgerView;
import dev.sluice.view.MechanismSums;
import dev.sluice.view.Totals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums over ledger entries, as the commands show them; money in nano-dollars.
 *
 * @param totals the sums
 * @param mechanisms what each mechanism did
 * @param breaks what broke the provider's prompt cache, the dearest cause first
 * @param comparison sessions with savings against those without
 */
record Figures(
    Totals totals, List<MechanismSums> mechanisms, List<BreakSums> breaks, Comparison comparison) {
  /** No call at all. */
  static final Figures NONE =
      new Figures(Totals.NONE, List.of(), List.of(), new Comparison.TooFew(0, 0));

  /** Everything since a time, null for the beginning. */
  static Figures of(LedgerView view, @Nullable Instant from) {
    return new Figures(
        view.totals(from, null),
        view.mechanisms(from, null),
        view.cacheBreaks(from, null),
        view.comparison(from, null));
  }

  /** What each mechanism saved, by its name. */
  Map<String, Long> savings() {
    Map<String, Long> savings = new TreeMap<>();
    mechanisms.forEach(one -> savings.put(one.mechanism(), one.saved()));
    return savings;
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
    savings().forEach((mechanism, nanos) -> named.put(mechanism, dollars(nanos)));
    members.put("savings_usd", named);
    members.put("mechanisms", mechanisms.stream().map(Figures::members).toList());
    members.put("cache_breaks", breakMembers());
    members.put("holdout", holdoutMembers());
    return members;
  }

  /** What one mechanism did, as members of a JSON object. */
  static Map<String, Object> members(MechanismSums one) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("mechanism", one.mechanism());
    members.put("exchanges", one.exchanges());
    members.put("saved_usd", dollars(one.saved()));
    members.put("spent_usd", dollars(one.spent()));
    members.put("calls", one.calls());
    members.put("measured", one.measured());
    return members;
  }

  private Map<String, Object> breakMembers() {
    List<Object> causes = new ArrayList<>();
    for (BreakSums cause : breaks) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("kind", cause.kind());
      members.put("what", cause.what());
      members.put("count", cause.count());
      members.put("lost_tokens", cause.tokens());
      members.put("lost_usd", dollars(cause.nanos()));
      members.put("wandering", cause.wandering());
      causes.add(members);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("count", breaks.stream().mapToLong(BreakSums::count).sum());
    members.put("lost_tokens", breaks.stream().mapToLong(BreakSums::tokens).sum());
    members.put("lost_usd", dollars(breaks.stream().mapToLong(BreakSums::nanos).sum()));
    members.put("causes", causes);
    return members;
  }

  /** Null while no session was held out. */
  private @Nullable Map<String, Object> holdoutMembers() {
    if (comparison.held() == 0) {
      return null;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sessions_without", comparison.held());
    members.put("sessions_with", comparison.treated());
    switch (comparison) {
      case Comparison.TooFew _ -> {
        members.put("saving", null);
        members.put("needs_sessions_on_each_side", Comparison.LEAST);
      }
      case Comparison.Estimate estimate -> {
        members.put("saving", share(estimate.saving()));
        members.put("low", share(estimate.low()));
        members.put("high", share(estimate.high()));
      }
    }
    return members;
  }

  private static JsonText.Raw share(double share) {
    return new JsonText.Raw(
        BigDecimal.valueOf(share).setScale(4, RoundingMode.HALF_UP).toPlainString());
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
