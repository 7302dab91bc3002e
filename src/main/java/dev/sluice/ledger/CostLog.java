package dev.sluice.ledger;

import dev.sluice.exchange.CacheState;
import dev.sluice.log.Log;
import dev.sluice.price.Cost;
import dev.sluice.store.PrivateFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The optional cost log: one JSON line an exchange, for spreadsheets and scripts. Money is in US
 * dollars with nine decimals, null where unpriced. A line is whole or not there. What cannot be
 * written is lost and said once; the ledger is the record. For one thread.
 */
final class CostLog implements AutoCloseable {
  private static final Log LOG = Log.of("ledger");
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final ZoneId zone;
  private @Nullable FileChannel channel;
  private boolean failing;

  CostLog(Path file, ZoneId zone) {
    this.file = file;
    this.zone = zone;
  }

  /** Appends a line for each entry. */
  void append(List<LedgerEntry> entries) {
    StringBuilder lines = new StringBuilder(512 * entries.size());
    entries.forEach(entry -> lines.append(line(entry, zone)).append('\n'));
    try {
      write(lines.toString().getBytes(StandardCharsets.UTF_8));
      report(null);
    } catch (IOException e) {
      close();
      report(e);
    }
  }

  private void write(byte[] lines) throws IOException {
    FileChannel out = channel;
    if (out == null) {
      PrivateFiles.file(file);
      out = FileChannel.open(file, StandardOpenOption.WRITE);
      channel = out;
    }
    long before = out.size();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines);
      while (bytes.hasRemaining()) {
        out.write(bytes, before + bytes.position());
      }
    } catch (IOException e) {
      out.truncate(before);
      throw e;
    }
  }

  private void report(@Nullable IOException problem) {
    if (problem != null && !failing) {
      LOG.warn("the cost log cannot be written; its lines are lost", "file", file, "why", problem);
    } else if (problem == null && failing) {
      LOG.info("the cost log is written again", "file", file);
    }
    failing = problem != null;
  }

  /** The line of one entry, without its end. */
  static String line(LedgerEntry entry, ZoneId zone) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("ts", entry.at().toString());
      json.writeStringProperty("date", LocalDate.ofInstant(entry.at(), zone).toString());
      models(json, entry);
      tokens(json, entry);
      dollars(json, "cost_usd", entry.money().cost());
      dollars(json, "without_usd", entry.money().without());
      savings(json, entry.money());
      outcome(json, entry);
      who(json, entry);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void models(JsonGenerator json, LedgerEntry entry) {
    String asked = entry.asked().model();
    String served = entry.served().model();
    json.writeStringProperty("model", served.isEmpty() ? asked : served);
    json.writeStringProperty("original_model", asked);
    json.writeStringProperty("provider", entry.served().provider());
  }

  private static void tokens(JsonGenerator json, LedgerEntry entry) {
    long write5m = entry.usage().cacheWrite5m();
    long write1h = entry.usage().cacheWrite1h();
    json.writeNumberProperty("input_tokens", entry.usage().input());
    json.writeNumberProperty("output_tokens", entry.usage().output());
    json.writeNumberProperty("cache_creation_tokens", write5m + write1h);
    json.writeNumberProperty("cache_creation_1h_tokens", write1h);
    json.writeNumberProperty("cache_read_tokens", entry.usage().cacheRead());
    json.writeBooleanProperty("estimated", entry.usage().estimated());
  }

  private static void dollars(JsonGenerator json, String name, Cost cost) {
    json.writeName(name);
    switch (cost) {
      case Cost.Priced(long nanos) ->
          json.writeNumber(BigDecimal.valueOf(nanos, 9).toPlainString());
      case Cost.Unpriced _ -> json.writeNull();
    }
  }

  private static void savings(JsonGenerator json, LedgerEntry.Money money) {
    long spent = 0;
    json.writeObjectPropertyStart("savings_usd");
    for (LedgerEntry.Saving saving : money.savings()) {
      dollars(json, saving.mechanism(), new Cost.Priced(saving.nanos()));
      spent += saving.spent();
    }
    json.writeEndObject();
    dollars(json, "overhead_usd", new Cost.Priced(spent));
  }

  private static void notes(JsonGenerator json, LedgerEntry.Notes notes) {
    LedgerEntry.CacheBreak broken = notes.cacheBreak();
    if (broken != null) {
      json.writeStringProperty("cache_break", broken.kind());
      json.writeStringProperty("cache_break_what", broken.what());
      json.writeNumberProperty("cache_break_tokens", broken.lostTokens());
      dollars(json, "cache_break_usd", new Cost.Priced(broken.lostNanos()));
    }
    LedgerEntry.Routed routed = notes.routed();
    if (routed != null) {
      json.writeStringProperty("routed_tier", routed.tier());
      json.writeStringProperty("routed_reason", routed.reason());
    }
    json.writeBooleanProperty("holdout", notes.holdout());
  }

  private static void outcome(JsonGenerator json, LedgerEntry entry) {
    CacheState cache = entry.outcome().cache();
    json.writeBooleanProperty(
        "from_cache", cache == CacheState.HIT || cache == CacheState.SEMANTIC);
    json.writeStringProperty("cache", cache.word());
    json.writeNumberProperty("status", entry.outcome().status());
    json.writeStringProperty("ending", entry.outcome().ending().word());
    json.writeNumberProperty("total_ms", millis(entry.timings().total()));
    json.writeNumberProperty("first_byte_ms", millis(entry.timings().firstByte()));
  }

  private static long millis(long nanos) {
    return nanos < 0 ? -1 : nanos / 1_000_000;
  }

  private static void who(JsonGenerator json, LedgerEntry entry) {
    json.writeStringProperty("tool", entry.who().agent());
    json.writeStringProperty("session", entry.who().session());
    json.writeStringProperty("key", entry.who().key());
    json.writeStringProperty("id", entry.id());
    json.writeArrayPropertyStart("tags");
    entry.notes().tags().forEach(json::writeString);
    json.writeEndArray();
    notes(json, entry.notes());
  }

  /** Closes the file; a later line opens it again. */
  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.debug("the cost log did not close", "why", e);
    }
  }
}
