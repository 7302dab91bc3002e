package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.store.Database.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How databases are opened. */
final class DatabaseTest {
  private static final Schema ONE = new Schema(List.of("CREATE TABLE a(x);\nCREATE TABLE b(x);\n"));
  private static final Schema TWO =
      new Schema(List.of(ONE.steps().getFirst(), "ALTER TABLE a ADD COLUMN y DEFAULT 'new';\n"));
  private static final Duration PATIENCE = Duration.ofMillis(50);

  @TempDir Path folder;

  @Test
  void it_is_private_and_has_the_wanted_pragmas() throws Exception {
    Path file = folder.resolve("odd name ?#%20.db");

    try (Connection db = Database.open(file, ONE, Durability.FULL, PATIENCE)) {
      run(db, "INSERT INTO a VALUES (1)");

      assertThat(text(db, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(text(db, "PRAGMA synchronous")).isEqualTo("2");
      assertThat(text(db, "PRAGMA mmap_size")).isEqualTo("0");
      assertThat(text(db, "PRAGMA busy_timeout")).isEqualTo("50");
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Path part = file.resolveSibling(file.getFileName() + suffix);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
            .as(suffix)
            .isEqualTo("rw-------");
      }
    }
    try (Connection db = Database.open(file, ONE, Durability.NORMAL, PATIENCE)) {
      assertThat(text(db, "PRAGMA synchronous")).isEqualTo("1");
    }
  }

  @Test
  void an_older_schema_is_brought_up_to_date_with_its_rows() throws Exception {
    Path file = folder.resolve("db");
    try (Connection db = Database.open(file, ONE, Durability.FULL, PATIENCE)) {
      run(db, "INSERT INTO a VALUES (1)");
    }

    try (Connection db = Database.open(file, TWO, Durability.FULL, PATIENCE)) {
      assertThat(Database.version(db)).isEqualTo(2);
      assertThat(text(db, "SELECT x || y FROM a")).isEqualTo("1new");
    }
  }

  @Test
  void a_step_that_fails_changes_nothing() throws Exception {
    Path file = folder.resolve("db");
    Database.open(file, ONE, Durability.FULL, PATIENCE).close();
    Schema broken = new Schema(List.of(ONE.steps().getFirst(), "CREATE TABLE c(x);\nnonsense;\n"));

    assertThatThrownBy(() -> Database.open(file, broken, Durability.FULL, PATIENCE))
        .isInstanceOf(SQLException.class);

    try (Connection db = Database.open(file, ONE, Durability.FULL, PATIENCE)) {
      assertThat(Database.version(db)).isEqualTo(1);
      assertThat(text(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'c'")).isEqualTo("0");
    }
  }

  @Test
  void a_newer_schema_is_left_alone_and_named() throws Exception {
    Path file = folder.resolve("db");
    Database.open(file, TWO, Durability.FULL, PATIENCE).close();

    assertThatThrownBy(() -> Database.open(file, ONE, Durability.FULL, PATIENCE))
        .hasMessageContaining(file + ": schema 2 is of a newer Sluice (this one knows up to 1)");
  }

  @Test
  void what_is_no_database_is_an_error() throws Exception {
    Path file = Files.writeString(folder.resolve("db"), "this is a text".repeat(100));

    assertThatThrownBy(() -> Database.open(file, ONE, Durability.FULL, PATIENCE))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("not a database");
  }

  @Test
  void readers_read_while_a_writer_writes_and_cannot_write() throws Exception {
    Path file = folder.resolve("db");

    try (Connection writer = Database.open(file, ONE, Durability.FULL, PATIENCE)) {
      run(writer, "INSERT INTO a VALUES (1)");
      run(writer, "BEGIN IMMEDIATE");
      run(writer, "INSERT INTO a VALUES (2)");
      try (Connection reader = Database.readOnly(file)) {
        assertThat(text(reader, "SELECT count(*) FROM a")).isEqualTo("1");
        run(writer, "COMMIT");
        assertThat(text(reader, "SELECT count(*) FROM a")).isEqualTo("2");
        assertThatThrownBy(() -> run(reader, "INSERT INTO a VALUES (3)"))
            .hasMessageContaining("readonly");
      }
    }
    try (Connection reader = Database.readOnly(file)) {
      assertThat(text(reader, "SELECT count(*) FROM a")).isEqualTo("2");
    }
  }

  @Test
  void a_reader_makes_no_file() {
    Path file = folder.resolve("none");

    assertThatThrownBy(() -> Database.readOnly(file)).isInstanceOf(SQLException.class);

    assertThat(file).doesNotExist();
  }

  private static void run(Connection db, String sql) throws SQLException {
    try (Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection db, String sql) throws SQLException {
    try (Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }
}
