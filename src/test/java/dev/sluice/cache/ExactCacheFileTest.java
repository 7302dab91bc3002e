package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the exact cache is in its file, and what becomes of it when the file is bad. */
class ExactCacheFileTest extends ExactCacheCase {
  @Test
  void replies_outlive_the_process_with_all_that_is_known_of_them() {
    keep("a", message("hello"));

    reopen(ROOMY);

    StoredReply reply = ((Lookup.Hit) cache.lookup(key("a"))).reply();
    assertThat(new String(reply.bytes(), UTF_8)).isEqualTo(message("hello"));
    assertThat(reply).usingRecursiveComparison().ignoringFields("bytes").isEqualTo(reply("x"));
    assertThat(cache.entries()).isEqualTo(1);
    assertThat(cache.bytes()).isGreaterThan(message("hello").length());
  }

  @Test
  void the_file_is_private() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void the_order_of_use_outlives_the_process() {
    for (String name : List.of("a", "b", "c")) {
      keep(name, message(name));
      tick();
    }
    assertThat(found("a")).isNotNull();

    reopen(new CacheConfig(true, Duration.ofHours(1), 2, 100 << 20, false));

    assertThat(found("b")).isNull();
    assertThat(found("a")).isNotNull();
    assertThat(found("c")).isNotNull();
    reopen(ROOMY);
    assertThat(rows()).isEqualTo("2 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void a_broken_file_is_put_aside(int kind) throws IOException {
    keep("a", message("x".repeat(50_000)));
    cache.close();
    byte[] bytes = Files.readAllBytes(file());
    switch (kind) {
      case 0 ->
          Files.writeString(
              file(), "this is no database, but long enough to be looked at as one".repeat(20));
      case 1 -> Files.write(file(), Arrays.copyOf(bytes, 4_000));
      default -> {
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5A);
        Files.write(file(), bytes);
      }
    }

    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    assertThat(found("a")).isNull();
    keep("b", message("b"));
    assertThat(found("b")).isEqualTo(message("b"));
    reopen(ROOMY);
    assertThat(found("b")).isEqualTo(message("b"));
    assertThat(folder.resolve("cache.db.broken")).exists();
  }

  @Test
  void a_row_that_cannot_be_read_is_a_miss() throws SQLException {
    keep("a", message("a"));
    cache.close();
    execute("UPDATE reply SET facts = 'nonsense'");
    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    assertThat(found("a")).isNull();
    assertThat(cache.errors()).isEqualTo(1);
    keep("a", message("again"));
    assertThat(found("a")).isEqualTo(message("again"));
  }

  @Test
  void without_a_usable_file_the_cache_is_in_memory() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    try (ExactCache memory = ExactCache.open(taken, ROOMY, clock, PATIENT)) {
      memory.refresh(key("a")).keep(reply(message("a")));
      assertThat(memory.lookup(key("a"), Form.SSE)).isInstanceOf(Lookup.Hit.class);
      assertThat(memory.isDurable()).isFalse();
      assertThat(memory.errors()).isPositive();
      assertThat(memory.clear()).isEqualTo(1);
      assertThat(memory.lookup(key("a"))).isInstanceOf(Lookup.Lease.class);
    }
  }

  @Test
  void a_file_that_another_process_holds_costs_hits_only() throws SQLException {
    cache.close();
    try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = holder.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      cache = ExactCache.open(file(), ROOMY, clock, PATIENT);
      keep("a", message("a"));
      assertThat(found("a")).isEqualTo(message("a"));
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void replies_that_cannot_be_written_are_lost_and_counted() throws SQLException {
    try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = holder.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      keep("a", message("a"));
      assertThat(found("a")).isEqualTo(message("a"));

      cache.close();

      assertThat(cache.errors()).isEqualTo(1);
      assertThat(cache.entries()).isZero();
      statement.execute("ROLLBACK");
    }
    reopen(ROOMY);
    assertThat(found("a")).isNull();
  }

  @Test
  void a_reply_that_goes_before_it_is_written_never_reaches_the_file() throws IOException {
    reopen(new CacheConfig(true, Duration.ofHours(1), 10, 100 << 20, false));
    for (int i = 0; i < 700; i++) {
      keep("k" + i, message("x".repeat(10_000)));
    }
    cache.close();

    assertThat(Files.size(file())).isLessThan(1 << 20);
    assertThat(rows()).isEqualTo("10 10");
  }

  @Test
  void a_close_writes_all_that_was_kept_replaced_and_dropped() {
    for (int i = 0; i < 5_000; i++) {
      keep("k" + i, message("first " + i));
    }
    reopen(new CacheConfig(true, Duration.ofHours(24), 4_000, 100 << 20, false));
    for (int i = 4_500; i < 5_500; i++) {
      cache.refresh(key("k" + i)).keep(reply(message("second " + i)));
    }
    reopen(ROOMY);

    assertThat(cache.entries()).isEqualTo(1_000);
    for (int i = 4_500; i < 5_500; i++) {
      assertThat(found("k" + i)).isEqualTo(message("second " + i));
    }
    assertThat(cache.errors()).isZero();
    assertThat(rows()).isEqualTo("1000 1000");
  }

  @Test
  void a_killed_process_loses_only_what_was_not_written_yet() throws Exception {
    keep("a", message("a"));
    while (!rowsNow().equals("1 1")) {
      Thread.onSpinWait();
    }
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String name : List.of("cache.db", "cache.db-wal")) {
      Files.copy(folder.resolve(name), copy.resolve(name));
    }

    try (ExactCache next = ExactCache.open(copy.resolve("cache.db"), ROOMY, clock, PATIENT)) {
      assertThat(next.lookup(key("a"))).isInstanceOf(Lookup.Hit.class);
      assertThat(next.entries()).isEqualTo(1);
    }
  }

  @Test
  void of_two_rows_for_one_key_the_later_holds() throws SQLException {
    keep("a", message("a"));
    cache.close();
    execute(
        "INSERT INTO entry SELECT id + 1, key, tenant, size, stored_at, last_used - 1 FROM entry");
    execute("INSERT INTO reply SELECT id + 1, facts, body || ' ' FROM reply");

    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    assertThat(found("a")).isEqualTo(message("a") + " ");
    assertThat(rows()).isEqualTo("1 1");
  }

  @Test
  void a_file_of_the_first_version_is_emptied() throws Exception {
    cache.close();
    Files.delete(file());
    execute("CREATE TABLE entry (key BLOB PRIMARY KEY) WITHOUT ROWID");
    execute("CREATE TABLE reply (key BLOB PRIMARY KEY) WITHOUT ROWID");
    execute("PRAGMA user_version = 1");

    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    keep("a", message("a"));
    reopen(ROOMY);
    assertThat(found("a")).isEqualTo(message("a"));
    assertThat(cache.errors()).isZero();
  }
}
