package dev.sluice.view;

import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.LedgerRows;
import dev.sluice.store.DataFolder;
import dev.sluice.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a ledger, whether or not a gateway writes it at the same time. Opens the file for
 * reading and never blocks the writer. Safe for any platform thread; one question at a time.
 *
 * <p>{@code from} is inclusive, {@code to} exclusive, null leaves that side open. A ledger that
 * breaks while it is read throws {@link UncheckedIOException}.
 */
public final class LedgerView implements AutoCloseable {
  private static final String SUMS =
      "count(*), total(cache IN ('hit', 'semantic')), total(cache = 'miss'),"
          + " total(ending <> 'complete'), total(cost IS NULL OR without IS NULL),"
          + " sum(input), sum(write5m), sum(write1h), sum(read), sum(output),"
          + " sum(cost), sum(without), sum(";
  private static final String DURING = " WHERE at >= ? AND at < ?";

  private final Path file;
  private final Connection connection;
  private final ZoneId zone;

  private LedgerView(Path file, Connection connection, ZoneId zone) {
    this.file = file;
    this.connection = connection;
    this.zone = zone;
  }

  /** Opens the ledger of a data folder; days are those of this machine's time zone. */
  public static LedgerView open(Path data) throws NoLedger {
    return open(data, ZoneId.systemDefault());
  }

  /**
   * Opens the ledger of a data folder.
   *
   * @param zone whose days {@link GroupBy#DAY} means
   * @throws NoLedger if nothing was recorded there yet or it cannot be read
   */
  public static LedgerView open(Path data, ZoneId zone) throws NoLedger {
    Path file = DataFolder.ledgerIn(data);
    if (!Files.exists(file)) {
      throw new NoLedger(data + ": no ledger yet; it begins with the first exchange");
    }
    try {
      Connection connection = Database.readOnly(file);
      try {
        check(file, Database.version(connection));
        return new LedgerView(file, connection, zone);
      } catch (SQLException | NoLedger e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new NoLedger(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void check(Path file, int version) throws NoLedger {
    int known = LedgerRows.SCHEMA.version();
    if (version > known) {
      throw new NoLedger(file + ": written by a newer Sluice; read it with that one");
    }
    if (version < known) {
      throw new NoLedger(
          file + ": of an older Sluice or empty; starting this one brings it up to date");
    }
  }

  /** The sums of all entries of a time. */
  public Totals totals(@Nullable Instant from, @Nullable Instant to) {
    String sql = "SELECT '', " + SUMS + "without - cost) FROM entry" + DURING;
    return ask(sql, from, to, row -> totals(row)).getFirst();
  }

  /** The sums by group; days in order, else the most expensive first. */
  public List<Group> by(GroupBy what, @Nullable Instant from, @Nullable Instant to) {
    String sql =
        "SELECT "
            + what.column
            + ", "
            + SUMS
            + what.saved
            + ") FROM "
            + what.from
            + DURING
            + " GROUP BY 1";
    List<Group> groups =
        ask(sql, from, to, row -> new Group(String.valueOf(row.getString(1)), totals(row)));
    if (what == GroupBy.DAY) {
      return days(groups);
    }
    Comparator<Group> order =
        Comparator.comparingLong((Group g) -> -g.totals().cost()).thenComparing(Group::name);
    return groups.stream().sorted(order).toList();
  }

  private List<Group> days(List<Group> parts) {
    Map<LocalDate, Totals> days = new TreeMap<>();
    for (Group part : parts) {
      long start = Long.parseLong(part.name()) * GroupBy.DAY_PART_NANOS;
      LocalDate day = LocalDate.ofInstant(LedgerRows.instant(start), zone);
      days.merge(day, part.totals(), Totals::plus);
    }
    List<Group> groups = new ArrayList<>();
    days.forEach((day, totals) -> groups.add(new Group(day.toString(), totals)));
    return groups;
  }

  /** What each mechanism did, the one that saved most first. */
  public List<MechanismSums> mechanisms(@Nullable Instant from, @Nullable Instant to) {
    String sql =
        "SELECT one.value ->> 'mechanism', count(*), sum(one.value ->> 'nanos'),"
            + " sum(coalesce(one.value ->> 'spent', 0)),"
            + " sum(coalesce(one.value ->> 'calls', 0)), sum(not one.value ->> 'measured')"
            + " FROM entry, json_each(savings) AS one"
            + DURING
            + " AND savings IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1";
    return ask(
        sql,
        from,
        to,
        row ->
            new MechanismSums(
                String.valueOf(row.getString(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)));
  }

  /** The breaks of the provider's prompt cache by cause, the dearest first. */
  public List<BreakSums> cacheBreaks(@Nullable Instant from, @Nullable Instant to) {
    String sql =
        "SELECT cache_break ->> 'kind' AS kind, CASE WHEN cache_break ->> 'kind'"
            + " IN ('expired', 'unexplained') THEN '' ELSE cache_break ->> 'what' END,"
            + " count(*), sum(cache_break ->> 'tokens'), sum(cache_break ->> 'nanos'),"
            + " max(coalesce(cache_break ->> 'wandering', 0)) FROM entry"
            + DURING
            + " AND cache_break IS NOT NULL GROUP BY 1, 2";
    List<BreakSums> causes =
        ask(
            sql,
            from,
            to,
            row ->
                new BreakSums(
                    String.valueOf(row.getString(1)),
                    String.valueOf(row.getString(2)),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getBoolean(6)));
    return causes.stream().sorted(BreakSums.DEAREST).toList();
  }

  /**
   * The breaks among the requests with a tag, in order; turns count from the first of those.
   *
   * @param tag null for all requests
   */
  public synchronized List<BreakAt> breaksOf(@Nullable String tag, Instant from) {
    String sql =
        "SELECT turn, broken ->> 'kind', broken ->> 'tokens', broken ->> 'nanos' FROM"
            + " (SELECT id, cache_break AS broken, row_number() OVER"
            + " (PARTITION BY tenant, session ORDER BY id) AS turn FROM entry WHERE at >= ?1"
            + " AND rest ->> 'path' = '/v1/messages'"
            + " AND (?2 IS NULL OR EXISTS"
            + " (SELECT 1 FROM json_each(rest, '$.tags') AS tag WHERE tag.value = ?2)))"
            + " WHERE broken IS NOT NULL ORDER BY id";
    try (PreparedStatement question = connection.prepareStatement(sql)) {
      question.setLong(1, LedgerRows.nanos(from));
      question.setString(2, tag);
      return all(
          question,
          row ->
              new BreakAt(
                  row.getLong(1),
                  String.valueOf(row.getString(2)),
                  row.getLong(3),
                  row.getLong(4)));
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  /**
   * The sessions that ran without savings against the others, from the first of the former on.
   * Requests without a session, a price or anything served are not in it.
   */
  public Comparison comparison(@Nullable Instant from, @Nullable Instant to) {
    String begun = "SELECT min(at) FROM entry" + DURING + " AND holdout = 1";
    long first = ask(begun, from, to, row -> row.getLong(1)).getFirst();
    if (first == 0) {
      return new Comparison.TooFew(0, 0);
    }
    String sql =
        "SELECT max(holdout), sum(cost), sum(coalesce(rest ->> 'askedBytes', 0) / "
            + Arms.BYTES_A_TOKEN
            + " + output) AS tokens FROM entry"
            + DURING
            + " AND session <> '' AND cost IS NOT NULL AND (cache IN ('hit', 'semantic')"
            + " OR input + write5m + write1h + read + output > 0)"
            + " GROUP BY tenant, session HAVING tokens > 0";
    return Comparison.of(
        ask(
            sql,
            LedgerRows.instant(first),
            to,
            row -> new Comparison.Session(row.getBoolean(1), row.getDouble(2), row.getDouble(3))));
  }

  /** The newest entries, newest first. */
  public synchronized List<LedgerEntry> recent(int limit) {
    String sql = "SELECT " + LedgerRows.COLUMNS + " FROM entry ORDER BY id DESC LIMIT ?";
    try (PreparedStatement question = connection.prepareStatement(sql)) {
      question.setInt(1, limit);
      return all(question, LedgerRows::read);
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  /** Reads one row. */
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private synchronized <T> List<T> ask(
      String sql, @Nullable Instant from, @Nullable Instant to, Reading<T> reading) {
    try (PreparedStatement question = connection.prepareStatement(sql)) {
      question.setLong(1, from == null ? Long.MIN_VALUE : LedgerRows.nanos(from));
      question.setLong(2, to == null ? Long.MAX_VALUE : LedgerRows.nanos(to));
      return all(question, reading);
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  private static <T> List<T> all(PreparedStatement question, Reading<T> reading)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = question.executeQuery()) {
      while (rows.next()) {
        all.add(reading.of(rows));
      }
    }
    return all;
  }

  /** The sums of a row, from its second column on. */
  private static Totals totals(ResultSet row) throws SQLException {
    return new Totals(
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        new Totals.Tokens(
            row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11)),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14));
  }

  private UncheckedIOException broken(SQLException e) {
    return new UncheckedIOException(
        new IOException(file + ": cannot be read: " + e.getMessage(), e));
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw broken(e);
    }
  }
}
