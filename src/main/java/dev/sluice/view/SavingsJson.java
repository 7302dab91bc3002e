package dev.sluice.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The members of {@code /proxy/stats} about savings: each writes one member of the object. */
final class SavingsJson {
  private static final int CAUSES = 10;

  private SavingsJson() {}

  static void mechanisms(JsonGenerator json, List<MechanismSums> savings) {
    json.writeObjectPropertyStart("savings_by_mechanism");
    for (MechanismSums one : savings) {
      json.writeObjectPropertyStart(one.mechanism());
      ProxyStats.dollars(json, "saved_usd", one.saved());
      ProxyStats.dollars(json, "spent_usd", one.spent());
      json.writeNumberProperty("calls", one.calls());
      json.writeNumberProperty("exchanges", one.exchanges());
      json.writeBooleanProperty("measured", one.measured());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static void cacheBreaks(JsonGenerator json, List<BreakSums> causes) {
    json.writeObjectPropertyStart("cache_breaks");
    sums(
        json,
        causes.stream().mapToLong(BreakSums::count).sum(),
        causes.stream().mapToLong(BreakSums::tokens).sum(),
        causes.stream().mapToLong(BreakSums::nanos).sum());
    json.writeArrayPropertyStart("causes");
    for (BreakSums cause : causes.subList(0, Math.min(CAUSES, causes.size()))) {
      json.writeStartObject();
      json.writeStringProperty("kind", cause.kind());
      json.writeStringProperty("what", cause.what());
      sums(json, cause.count(), cause.tokens(), cause.nanos());
      json.writeBooleanProperty("wandering", cause.wandering());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void sums(JsonGenerator json, long count, long tokens, long nanos) {
    json.writeNumberProperty("count", count);
    json.writeNumberProperty("lost_tokens", tokens);
    ProxyStats.dollars(json, "lost_usd", nanos);
  }

  /** Null while no session was held out. */
  static void holdout(JsonGenerator json, Comparison comparison) {
    if (comparison.held() == 0) {
      json.writeNullProperty("holdout");
      return;
    }
    json.writeObjectPropertyStart("holdout");
    json.writeNumberProperty("sessions_without", comparison.held());
    json.writeNumberProperty("sessions_with", comparison.treated());
    switch (comparison) {
      case Comparison.TooFew _ -> {
        json.writeNullProperty("saving");
        json.writeNumberProperty("needs_sessions_on_each_side", Comparison.LEAST);
      }
      case Comparison.Estimate estimate -> {
        share(json, "saving", estimate.saving());
        share(json, "low", estimate.low());
        share(json, "high", estimate.high());
      }
    }
    json.writeEndObject();
  }

  /** Null while the semantic cache is off. */
  static void semantic(JsonGenerator json, GatewayFacts.@Nullable SemanticFacts facts) {
    if (facts == null) {
      json.writeNullProperty("semantic");
      return;
    }
    json.writeObjectPropertyStart("semantic");
    json.writeNumberProperty("entries", facts.entries());
    json.writeNumberProperty("served", facts.served());
    json.writeNumberProperty("probes", facts.probes());
    json.writeNumberProperty("crowded", facts.crowded());
    share(json, "false_hit_rate", facts.falseHitRate());
    share(json, "low", facts.low());
    share(json, "high", facts.high());
    json.writeEndObject();
  }

  private static void share(JsonGenerator json, String name, double share) {
    json.writeName(name);
    json.writeNumber(BigDecimal.valueOf(share).setScale(4, RoundingMode.HALF_UP).toPlainString());
  }
}
