package dev.sluice.ledger;

import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Ending;
import dev.sluice.ledger.LedgerEntry.Money;
import dev.sluice.ledger.LedgerEntry.Outcome;
import dev.sluice.ledger.LedgerEntry.Timings;
import dev.sluice.ledger.LedgerEntry.Who;
import dev.sluice.message.Usage;
import dev.sluice.price.Cost;
import dev.sluice.store.Schema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Ledger entries as rows of SQLite: what is filtered and summed has a column, the rest is one JSON
 * text ({@code EntryJson}). Reading gives back exactly the entry that was written.
 *
 * <p>Times are nanoseconds: {@code at} since 1970, durations as they are. {@code cost} and {@code
 * without} are nano-dollars, null where unpriced. {@code savings} is null where there are none, and
 * so is {@code cache_break}; both are JSON.
 */
public final class LedgerRows {
  /** The ledger's schema. */
  public static final Schema SCHEMA =
      new Schema(
          List.of(
              """
              CREATE TABLE entry (
                id TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL,
                tenant TEXT NOT NULL, key TEXT, session TEXT NOT NULL, agent TEXT NOT NULL,
                asked TEXT NOT NULL, served TEXT NOT NULL, provider TEXT NOT NULL,
                status INTEGER NOT NULL, ending TEXT NOT NULL, cache TEXT NOT NULL,
                input INTEGER NOT NULL, write5m INTEGER NOT NULL, write1h INTEGER NOT NULL,
                read INTEGER NOT NULL, output INTEGER NOT NULL,
                cost INTEGER, without INTEGER, savings TEXT,
                total INTEGER NOT NULL, first_byte INTEGER NOT NULL,
                rest TEXT NOT NULL
              ) STRICT;
              CREATE INDEX entry_at ON entry(at);
              """,
              """
              ALTER TABLE entry ADD COLUMN cache_break TEXT;
              ALTER TABLE entry ADD COLUMN holdout INTEGER NOT NULL DEFAULT 0;
              CREATE INDEX entry_cache_break ON entry(at) WHERE cache_break IS NOT NULL;
              CREATE INDEX entry_holdout ON entry(at) WHERE holdout = 1;
              """));

  /** All columns, in the order in which {@link #read} wants them. */
  public static final String COLUMNS =
      "id, at, tenant, key, session, agent, asked, served, provider, status, ending, cache,"
          + " input, write5m, write1h, read, output, cost, without, savings, total, first_byte, rest,"
          + " cache_break, holdout";

  /** Inserts one entry; an id that is there already is left as it is. */
  static final String INSERT =
      "INSERT OR IGNORE INTO entry("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final long NANOS = 1_000_000_000L;

  private LedgerRows() {}

  /** A time as the ledger keeps it, the end of what it can keep for one beyond that. */
  public static long nanos(Instant at) {
    long limit = Long.MAX_VALUE / NANOS - 1;
    long seconds = Math.clamp(at.getEpochSecond(), -limit, limit);
    return seconds * NANOS + at.getNano();
  }

  /** The reverse of {@link #nanos}. */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  /** Sets the parameters of {@link #INSERT}. */
  static void bind(PreparedStatement row, LedgerEntry entry) throws SQLException {
    row.setString(1, entry.id());
    row.setLong(2, nanos(entry.at()));
    bindWho(row, entry.who());
    row.setString(7, entry.asked().model());
    row.setString(8, entry.served().model());
    row.setString(9, entry.served().provider());
    row.setInt(10, entry.outcome().status());
    row.setString(11, entry.outcome().ending().word());
    row.setString(12, entry.outcome().cache().word());
    bindUsage(row, entry.usage());
    bindCost(row, 18, entry.money().cost());
    bindCost(row, 19, entry.money().without());
    row.setString(20, EntryJson.savings(entry.money().savings()));
    row.setLong(21, entry.timings().total());
    row.setLong(22, entry.timings().firstByte());
    row.setString(23, EntryJson.rest(entry));
    row.setString(24, EntryJson.cacheBreak(entry.notes().cacheBreak()));
    row.setInt(25, entry.notes().holdout() ? 1 : 0);
  }

  private static void bindWho(PreparedStatement row, Who who) throws SQLException {
    row.setString(3, who.tenant());
    row.setString(4, who.key());
    row.setString(5, who.session());
    row.setString(6, who.agent());
  }

  private static void bindUsage(PreparedStatement row, Usage usage) throws SQLException {
    row.setLong(13, usage.input());
    row.setLong(14, usage.cacheWrite5m());
    row.setLong(15, usage.cacheWrite1h());
    row.setLong(16, usage.cacheRead());
    row.setLong(17, usage.output());
  }

  private static void bindCost(PreparedStatement row, int at, Cost cost) throws SQLException {
    switch (cost) {
      case Cost.Priced(long nanos) -> row.setLong(at, nanos);
      case Cost.Unpriced _ -> row.setNull(at, Types.BIGINT);
    }
  }

  /** The entry of a row of {@link #COLUMNS}. */
  public static LedgerEntry read(ResultSet row) throws SQLException {
    EntryRest rest = new EntryRest(text(row, 23));
    return new LedgerEntry(
        text(row, 1),
        instant(row.getLong(2)),
        new Who(text(row, 3), row.getString(4), text(row, 5), text(row, 6)),
        rest.asked(text(row, 7)),
        rest.served(text(row, 9), text(row, 8)),
        outcome(row, rest),
        usage(row, rest),
        money(row, rest),
        new Timings(
            row.getLong(21), row.getLong(22), rest.number("generation"), rest.number("own")),
        rest.notes(row.getString(24), row.getInt(25) != 0));
  }

  private static Outcome outcome(ResultSet row, EntryRest rest) throws SQLException {
    return new Outcome(
        row.getInt(10),
        Ending.valueOf(constant(text(row, 11))),
        rest.text("stopReason"),
        rest.text("error"),
        CacheState.valueOf(constant(text(row, 12))));
  }

  private static Usage usage(ResultSet row, EntryRest rest) throws SQLException {
    return rest.usage(
        row.getLong(13), row.getLong(14), row.getLong(15), row.getLong(16), row.getLong(17));
  }

  private static Money money(ResultSet row, EntryRest rest) throws SQLException {
    return new Money(
        cost(row, 18, rest.text("unpricedCost")),
        cost(row, 19, rest.text("unpricedWithout")),
        EntryRest.savings(row.getString(20)));
  }

  private static Cost cost(ResultSet row, int at, String unpriced) throws SQLException {
    long nanos = row.getLong(at);
    return row.wasNull() ? new Cost.Unpriced(unpriced) : new Cost.Priced(nanos);
  }

  private static String text(ResultSet row, int at) throws SQLException {
    @Nullable String text = row.getString(at);
    return text == null ? "" : text;
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
