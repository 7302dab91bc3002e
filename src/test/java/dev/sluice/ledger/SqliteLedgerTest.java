package dev.sluice.ledger;

import static dev.sluice.ledger.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.LedgerEntry.Money;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.price.Cost;
import dev.sluice.price.Valued;
import dev.sluice.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger in a real SQLite file, when all is well and when it is not. */
@Timeout(60)
final class SqliteLedgerTest {
  private static final long POLL = 1_000_000;

  @TempDir Path folder;

  @Test
  void every_entry_comes_back_as_it_was() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<LedgerEntry> entries =
        LongStream.range(0, 500).mapToObj(n -> Entries.random(n, random)).toList();

    try (SqliteLedger ledger = open()) {
      entries.forEach(ledger::record);
    }

    assertThat(all()).isEqualTo(entries);
  }

  @Test
  void the_money_of_a_valued_exchange_is_kept_with_all_its_parts() {
    Valued valued =
        new Valued(
            new Cost.Priced(15),
            new Cost.Priced(40),
            List.of(new Valued.Saved("routing", 25, 5, 2, false)));

    assertThat(Money.of(valued))
        .isEqualTo(
            new Money(
                new Cost.Priced(15),
                new Cost.Priced(40),
                List.of(new Saving("routing", 25, 5, 2, false))));
  }

  @Test
  void what_is_flushed_is_written_and_counted() throws Exception {
    try (SqliteLedger ledger = open()) {
      LongStream.range(0, 20_000).forEach(n -> ledger.record(entry(n)));
      ledger.flush();

      assertThat(ledger.written()).isEqualTo(20_000);
      assertThat(ledger.dropped()).isZero();
      assertThat(count()).isEqualTo(20_000);
    }
  }

  @Test
  void an_entry_is_written_without_being_flushed() throws Exception {
    try (SqliteLedger ledger = open()) {
      ledger.record(entry(1));

      while (ledger.written() == 0) {
        LockSupport.parkNanos(POLL);
      }
      assertThat(count()).isEqualTo(1);
    }
  }

  @Test
  void entries_from_many_threads_all_arrive() throws Exception {
    try (SqliteLedger ledger = open()) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        long first = t * 500L;
        threads.add(
            Thread.startVirtualThread(() ->
                LongStream.range(first, first + 500)
                    .forEach(n -> {
                      ledger.record(entry(n));
                      if (n % 100 == 0) {
                        ledger.flush();
                      }
                    })));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(count()).isEqualTo(8000);
  }

  @Test
  void the_same_id_is_kept_once() throws Exception {
    try (SqliteLedger ledger = open()) {
      ledger.record(entry(1));
      ledger.record(entry(1));
      ledger.flush();
      ledger.record(entry(1));
      ledger.record(entry(2));
      ledger.flush();

      assertThat(ledger.written()).isEqualTo(2);
      assertThat(ledger.dropped()).isZero();
    }
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void it_goes_on_where_the_last_process_stopped() throws Exception {
    for (int n = 0; n < 3; n++) {
      try (SqliteLedger ledger = open()) {
        ledger.record(entry(n));
      }
    }

    assertThat(count()).isEqualTo(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void what_comes_after_the_end_is_dropped_and_counted() {
    SqliteLedger ledger = open();
    ledger.close();

    ledger.record(entry(1));
    ledger.flush();
    ledger.close();

    assertThat(ledger.dropped()).isEqualTo(1);
  }

  @Test
  void a_locked_database_holds_entries_back_and_loses_none() throws Exception {
    try (SqliteLedger ledger = open()) {
      ledger.record(entry(1));
      ledger.flush();
      try (Connection other = other()) {
        run(other, "BEGIN IMMEDIATE");
        ledger.record(entry(2));
        while (ledger.problem() == null) {
          LockSupport.parkNanos(POLL);
        }
        assertThat(ledger.problem()).contains("locked");
        run(other, "ROLLBACK");
      }
      while (ledger.written() < 2 || ledger.problem() != null) {
        LockSupport.parkNanos(POLL);
      }
      assertThat(ledger.dropped()).isZero();
    }
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_flush_while_the_database_is_locked_drops_counts_and_returns() throws Exception {
    try (SqliteLedger ledger = open()) {
      ledger.flush();
      try (Connection other = other()) {
        run(other, "BEGIN IMMEDIATE");
        ledger.record(entry(1));
        ledger.record(entry(2));
        ledger.flush();
        assertThat(ledger.dropped()).isEqualTo(2);
        run(other, "ROLLBACK");
      }
      ledger.record(entry(3));
      ledger.flush();
      assertThat(ledger.written()).isEqualTo(1);
    }
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void a_file_that_is_no_database_stops_nothing_and_is_left_alone() throws Exception {
    String text = "this is a text".repeat(500);
    Files.writeString(file(), text);

    try (SqliteLedger ledger = open()) {
      LongStream.range(0, 10).forEach(n -> ledger.record(entry(n)));
      ledger.flush();

      assertThat(ledger.dropped()).isEqualTo(10);
      assertThat(ledger.problem()).contains("not a database");
    }
    assertThat(Files.readString(file())).isEqualTo(text);
  }

  @Test
  void a_folder_that_comes_back_is_written_again() throws Exception {
    Path gone = folder.resolve("gone");
    try (SqliteLedger ledger =
        SqliteLedger.open(gone.resolve("ledger.db"), LedgerConfig.DEFAULT, ZoneOffset.UTC)) {
      ledger.record(entry(1));
      while (ledger.problem() == null) {
        LockSupport.parkNanos(POLL);
      }
      Files.createDirectory(gone);
      while (ledger.written() == 0) {
        LockSupport.parkNanos(POLL);
      }
      assertThat(ledger.dropped()).isZero();
    }
  }

  private SqliteLedger open() {
    return SqliteLedger.open(file(), LedgerConfig.DEFAULT, ZoneOffset.UTC);
  }

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private Connection other() throws SQLException {
    return Database.open(
        file(), LedgerRows.SCHEMA, Database.Durability.NORMAL, Duration.ofSeconds(1));
  }

  private List<LedgerEntry> all() throws SQLException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (Connection db = Database.readOnly(file());
        Statement statement = db.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + LedgerRows.COLUMNS + " FROM entry ORDER BY id")) {
      while (rows.next()) {
        entries.add(LedgerRows.read(rows));
      }
    }
    return entries;
  }

  private long count() throws SQLException {
    try (Connection db = Database.readOnly(file());
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM entry")) {
      return row.getLong(1);
    }
  }

  private static void run(Connection db, String sql) throws SQLException {
    try (Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }
}
