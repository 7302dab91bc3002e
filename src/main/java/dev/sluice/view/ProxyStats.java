package dev.sluice.view;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON of {@code /proxy/stats}: the flat fields and the groups of the first of the five proxies
 * (spec seeds section 1.A), and more. Money is in US dollars with nine decimals. "session" is the
 * time since this process started.
 */
final class ProxyStats {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long NANOS = 1_000_000_000L;

  private ProxyStats() {}

  static String json(Meter meter, GatewayFacts facts) {
    Totals session = meter.session();
    Totals today = meter.today();
    List<MechanismSums> savings = meter.mechanisms();
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      flat(json, session, today, facts);
      group(json, "session", session);
      json.writeEndObject();
      group(json, "today", today);
      alert(json, today, facts);
      json.writeEndObject();
      routing(json, savings);
      cache(json, session, savings, facts);
      savings(json, savings);
      SavingsJson.mechanisms(json, savings);
      SavingsJson.cacheBreaks(json, meter.cacheBreaks());
      SavingsJson.holdout(json, meter.comparison());
      SavingsJson.semantic(json, facts.semantic());
      place(json, facts);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void flat(JsonGenerator json, Totals session, Totals today, GatewayFacts facts) {
    json.writeNumberProperty("session_calls", session.calls());
    dollars(json, "session_cost_usd", session.cost());
    dollars(json, "today_cost_usd", today.cost());
    dollars(json, "daily_alert_threshold_usd", threshold(facts));
    json.writeBooleanProperty("cache_enabled", facts.cacheOn());
    json.writeNumberProperty("port", facts.port());
  }

  /** Opens a group and leaves it open for more. */
  private static void group(JsonGenerator json, String name, Totals totals) {
    json.writeObjectPropertyStart(name);
    dollars(json, "cost_usd", totals.cost());
    dollars(json, "without_usd", totals.without());
    dollars(json, "saved_usd", totals.saved());
    json.writeNumberProperty("calls", totals.calls());
    json.writeNumberProperty("failed", totals.failed());
    json.writeNumberProperty("unpriced", totals.unpriced());
    json.writeNumberProperty("input_tokens", totals.tokens().input());
    json.writeNumberProperty(
        "cache_creation_tokens", totals.tokens().cacheWrite5m() + totals.tokens().cacheWrite1h());
    json.writeNumberProperty("cache_read_tokens", totals.tokens().cacheRead());
    json.writeNumberProperty("output_tokens", totals.tokens().output());
  }

  private static void alert(JsonGenerator json, Totals today, GatewayFacts facts) {
    dollars(json, "alert_threshold_usd", threshold(facts));
    json.writeBooleanProperty("alert", today.cost() >= threshold(facts));
    json.writeNullProperty("budget_usd");
    json.writeNullProperty("budget_used_pct");
  }

  private static long threshold(GatewayFacts facts) {
    return BigDecimal.valueOf(facts.dailyAlertUsd())
        .multiply(BigDecimal.valueOf(NANOS))
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .longValue();
  }

  private static void routing(JsonGenerator json, List<MechanismSums> savings) {
    json.writeObjectPropertyStart("routing");
    json.writeBooleanProperty("enabled", of("routing", savings, MechanismSums::exchanges) > 0);
    json.writeNumberProperty("haiku_routed", of("routing", savings, MechanismSums::exchanges));
    json.writeNumberProperty("sonnet_kept", 0);
    json.writeNumberProperty("haiku_already", 0);
    json.writeNumberProperty("haiku_rate", 0);
    dollars(json, "estimated_savings_usd", of("routing", savings, MechanismSums::saved));
    json.writeEndObject();
  }

  private static long of(
      String mechanism, List<MechanismSums> savings, ToLongFunction<MechanismSums> what) {
    return savings.stream().filter(one -> one.mechanism().equals(mechanism)).mapToLong(what).sum();
  }

  private static void cache(
      JsonGenerator json, Totals session, List<MechanismSums> savings, GatewayFacts facts) {
    json.writeObjectPropertyStart("cache");
    json.writeBooleanProperty("enabled", facts.cacheOn());
    json.writeNumberProperty("hits", session.hits());
    json.writeNumberProperty("misses", session.misses());
    json.writeName("hit_rate");
    json.writeNumber(
        BigDecimal.valueOf(session.hitRate()).setScale(4, RoundingMode.HALF_UP).toPlainString());
    json.writeNumberProperty("entries", facts.cacheEntries());
    json.writeNumberProperty("bytes", facts.cacheBytes());
    dollars(json, "saved_usd", of("exact", savings, MechanismSums::saved));
    json.writeEndObject();
  }

  private static void savings(JsonGenerator json, List<MechanismSums> savings) {
    json.writeObjectPropertyStart("savings");
    savings.forEach(one -> dollars(json, one.mechanism() + "_usd", one.saved()));
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, GatewayFacts facts) {
    json.writeObjectPropertyStart("proxy");
    json.writeNumberProperty("port", facts.port());
    json.writeStringProperty("upstream", facts.upstream());
    json.writeEndObject();
    json.writeObjectPropertyStart("ledger");
    json.writeNumberProperty("written", facts.ledgerWritten());
    json.writeNumberProperty("dropped", facts.ledgerDropped());
    json.writeEndObject();
  }

  static void dollars(JsonGenerator json, String name, long nanos) {
    json.writeName(name);
    json.writeNumber(Dollars.exact(nanos));
  }
}
