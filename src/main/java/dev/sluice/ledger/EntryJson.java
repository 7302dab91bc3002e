package dev.sluice.ledger;

import dev.sluice.ledger.LedgerEntry.CacheBreak;
import dev.sluice.ledger.LedgerEntry.Routed;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.ledger.LedgerEntry.Try;
import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import dev.sluice.price.Cost;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes what of an entry has no column of its own as JSON; {@link EntryRest} reads it. A member
 * that would say the usual is left out: no text, 0, false, an empty list.
 */
final class EntryJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EntryJson() {}

  /** What has no column. */
  static String rest(LedgerEntry entry) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      text(json, "method", entry.asked().method());
      text(json, "path", entry.asked().path());
      flag(json, "stream", entry.asked().stream());
      number(json, "askedBytes", entry.asked().bytes());
      attempts(json, entry.served().attempts());
      text(json, "requestId", entry.served().requestId());
      number(json, "servedBytes", entry.served().bytes());
      text(json, "stopReason", entry.outcome().stopReason());
      text(json, "error", entry.outcome().error());
      usage(json, entry.usage());
      text(json, "unpricedCost", unpriced(entry.money().cost()));
      text(json, "unpricedWithout", unpriced(entry.money().without()));
      number(json, "generation", entry.timings().generation());
      number(json, "own", entry.timings().own());
      tags(json, entry.notes().tags());
      routed(json, entry.notes().routed());
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The savings, null where there are none. */
  static @Nullable String savings(List<Saving> savings) {
    if (savings.isEmpty()) {
      return null;
    }
    StringWriter text = new StringWriter(64);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (Saving saving : savings) {
        json.writeStartObject();
        json.writeStringProperty("mechanism", saving.mechanism());
        json.writeNumberProperty("nanos", saving.nanos());
        number(json, "spent", saving.spent());
        number(json, "calls", saving.calls());
        json.writeBooleanProperty("measured", saving.measured());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  /** The cache break, null where there is none. */
  static @Nullable String cacheBreak(@Nullable CacheBreak broken) {
    if (broken == null) {
      return null;
    }
    StringWriter text = new StringWriter(96);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("kind", broken.kind());
      json.writeStringProperty("what", broken.what());
      json.writeNumberProperty("tokens", broken.lostTokens());
      json.writeNumberProperty("nanos", broken.lostNanos());
      flag(json, "wandering", broken.wandering());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void routed(JsonGenerator json, @Nullable Routed routed) {
    if (routed != null) {
      json.writeObjectPropertyStart("routed");
      text(json, "requested", routed.requested());
      text(json, "tier", routed.tier());
      text(json, "reason", routed.reason());
      json.writeEndObject();
    }
  }

  private static String unpriced(Cost cost) {
    return cost instanceof Cost.Unpriced(String model) ? model : "";
  }

  private static void attempts(JsonGenerator json, List<Try> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("attempts");
    for (Try one : attempts) {
      json.writeStartObject();
      text(json, "provider", one.provider());
      number(json, "status", one.status());
      text(json, "result", one.result());
      number(json, "millis", one.millis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void usage(JsonGenerator json, Usage usage) {
    number(json, "thinking", usage.thinking());
    flag(json, "estimated", usage.estimated());
    serverTools(json, usage.serverTools());
    tariff(json, usage.tariff());
    if (!usage.iterations().isEmpty()) {
      json.writeArrayPropertyStart("iterations");
      usage.iterations().forEach(one -> iteration(json, one));
      json.writeEndArray();
    }
  }

  private static void serverTools(JsonGenerator json, ServerTools tools) {
    number(json, "webSearches", tools.webSearches());
    number(json, "webFetches", tools.webFetches());
    number(json, "codeExecutions", tools.codeExecutions());
  }

  private static void tariff(JsonGenerator json, Tariff tariff) {
    if (!tariff.equals(Tariff.STANDARD)) {
      json.writeStringProperty("serviceTier", tariff.serviceTier());
      json.writeStringProperty("speed", tariff.speed());
      if (tariff.geo() != null) {
        json.writeStringProperty("geo", tariff.geo());
      }
    }
  }

  private static void iteration(JsonGenerator json, Iteration one) {
    json.writeStartObject();
    text(json, "type", one.type());
    if (one.model() != null) {
      json.writeStringProperty("model", one.model());
    }
    number(json, "input", one.input());
    number(json, "write5m", one.cacheWrite5m());
    number(json, "write1h", one.cacheWrite1h());
    number(json, "read", one.cacheRead());
    number(json, "output", one.output());
    json.writeEndObject();
  }

  private static void tags(JsonGenerator json, List<String> tags) {
    if (!tags.isEmpty()) {
      json.writeArrayPropertyStart("tags");
      tags.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private static void text(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, long value) {
    if (value != 0) {
      json.writeNumberProperty(name, value);
    }
  }

  private static void flag(JsonGenerator json, String name, boolean value) {
    if (value) {
      json.writeBooleanProperty(name, true);
    }
  }
}
