package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.CacheState;
import dev.sluice.ledger.LedgerEntry.Notes;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers that earlier versions wrote. */
final class MigrationTest {
  /** As version 1 made it. */
  private static final String VERSION_1 =
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
      ) STRICT
      """;

  private static final String ENTRY =
      """
      INSERT INTO entry VALUES ('x000000000001', AT, 'tenant', NULL, 'session-1', 'claude-cli',
        'claude-sonnet-4-6', 'claude-sonnet-4-6', '', 200, 'complete', 'hit', 0, 0, 0, 0, 0,
        0, 70, '[{"mechanism":"exact","nanos":70,"measured":true}]', 900000000, 300000000,
        '{"method":"POST","path":"/v1/messages","stream":true,"askedBytes":1024,"servedBytes":700,\
      "stopReason":"end_turn","generation":600000000,"own":200000,"tags":["team=red"]}')
      """;

  @TempDir Path folder;

  @Test
  void entries_of_version_1_are_kept_and_new_ones_stand_beside_them() throws Exception {
    Path file = folder.resolve("ledger.db");
    writeVersion1(file);

    try (SqliteLedger ledger = SqliteLedger.open(file, LedgerConfig.DEFAULT, ZoneOffset.UTC)) {
      ledger.record(Entries.entry(2));
      ledger.flush();

      assertThat(ledger.problem()).isNull();
    }

    assertThat(all(file)).containsExactly(old(), Entries.entry(2));
  }

  private static LedgerEntry old() {
    LedgerEntry hit = Entries.entry(1, Entries.START, "claude-sonnet-4-6", CacheState.HIT, 70);
    assertThat(hit.money().savings()).containsExactly(new Saving("exact", 70, 0, 0, true));
    return Entries.with(hit, hit.money(), new Notes(List.of("team=red"), null, null, false));
  }

  private static void writeVersion1(Path file) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = db.createStatement()) {
      statement.execute(VERSION_1);
      statement.execute("CREATE INDEX entry_at ON entry(at)");
      statement.execute(ENTRY.replace("AT", String.valueOf(LedgerRows.nanos(Entries.START))));
      statement.execute("PRAGMA user_version = 1");
    }
  }

  private static List<LedgerEntry> all(Path file) throws SQLException {
    List<LedgerEntry> all = new ArrayList<>();
    try (Connection db = Database.readOnly(file);
        Statement statement = db.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + LedgerRows.COLUMNS + " FROM entry ORDER BY id")) {
      while (rows.next()) {
        all.add(LedgerRows.read(rows));
      }
    }
    return all;
  }
}
