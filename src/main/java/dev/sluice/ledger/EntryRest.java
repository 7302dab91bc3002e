package dev.sluice.ledger;

import dev.sluice.ledger.LedgerEntry.Asked;
import dev.sluice.ledger.LedgerEntry.CacheBreak;
import dev.sluice.ledger.LedgerEntry.Notes;
import dev.sluice.ledger.LedgerEntry.Routed;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.ledger.LedgerEntry.Served;
import dev.sluice.ledger.LedgerEntry.Try;
import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads back what {@link EntryJson} wrote. */
final class EntryRest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode json;

  EntryRest(String text) {
    this.json = JSON.readTree(text);
  }

  String text(String name) {
    return text(json, name);
  }

  long number(String name) {
    return number(json, name);
  }

  Asked asked(String model) {
    return new Asked(text("method"), text("path"), model, flag("stream"), number("askedBytes"));
  }

  Served served(String provider, String model) {
    return new Served(
        provider,
        model,
        list(json, "attempts", EntryRest::attempt),
        text("requestId"),
        number("servedBytes"));
  }

  /**
   * The notes.
   *
   * @param cacheBreak the column of that name, null where there was none
   */
  Notes notes(@Nullable String cacheBreak, boolean holdout) {
    return new Notes(
        list(json, "tags", JsonNode::asString),
        cacheBreak == null ? null : cacheBreak(JSON.readTree(cacheBreak)),
        routed(json.path("routed")),
        holdout);
  }

  private static CacheBreak cacheBreak(JsonNode one) {
    return new CacheBreak(
        text(one, "kind"),
        text(one, "what"),
        number(one, "tokens"),
        number(one, "nanos"),
        one.path("wandering").asBoolean(false));
  }

  private static @Nullable Routed routed(JsonNode one) {
    return one.isMissingNode()
        ? null
        : new Routed(text(one, "requested"), text(one, "tier"), text(one, "reason"));
  }

  /** A usage with these buckets and everything else from here. */
  Usage usage(long input, long write5m, long write1h, long read, long output) {
    return new Usage(
        input,
        write5m,
        write1h,
        read,
        output,
        number("thinking"),
        new ServerTools(number("webSearches"), number("webFetches"), number("codeExecutions")),
        tariff(),
        list(json, "iterations", EntryRest::iteration),
        flag("estimated"));
  }

  private Tariff tariff() {
    if (!json.has("speed")) {
      return Tariff.STANDARD;
    }
    return new Tariff(text("serviceTier"), text("speed"), textOrNull(json, "geo"));
  }

  private boolean flag(String name) {
    return json.path(name).asBoolean(false);
  }

  /** The savings of a column, none for null. */
  static List<Saving> savings(@Nullable String column) {
    return column == null ? List.of() : each(JSON.readTree(column), EntryRest::saving);
  }

  private static Saving saving(JsonNode one) {
    return new Saving(
        text(one, "mechanism"),
        number(one, "nanos"),
        number(one, "spent"),
        (int) number(one, "calls"),
        one.path("measured").asBoolean(false));
  }

  private static Try attempt(JsonNode one) {
    return new Try(
        text(one, "provider"),
        (int) number(one, "status"),
        text(one, "result"),
        number(one, "millis"));
  }

  private static Iteration iteration(JsonNode one) {
    return new Iteration(
        text(one, "type"),
        textOrNull(one, "model"),
        number(one, "input"),
        number(one, "write5m"),
        number(one, "write1h"),
        number(one, "read"),
        number(one, "output"));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static @Nullable String textOrNull(JsonNode node, String name) {
    return node.has(name) ? text(node, name) : null;
  }

  private static long number(JsonNode node, String name) {
    return node.path(name).asLong(0);
  }

  private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> read) {
    return each(node.path(name), read);
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
    List<T> all = new ArrayList<>(array.size());
    array.forEach(one -> all.add(read.apply(one)));
    return all;
  }
}
