package dev.sluice.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * Opens SQLite databases as Sluice uses them: a write-ahead log, one writing connection, any number
 * of reading ones, no memory mapping, mode 0600, a version of the schema in {@code user_version}. A
 * connection belongs to the one who opened it and is for one thread at a time, never a virtual one.
 */
public final class Database {
  private static final long LARGEST_LOG = 64L << 20;

  private Database() {}

  /** What of a commit survives. */
  public enum Durability {
    /** Everything: a commit returns when it is on the disk. */
    FULL,
    /** A crash of the process loses nothing; a loss of power may take the last commits. */
    NORMAL
  }

  /**
   * Opens for writing, making the file and bringing its schema up to date where needed.
   *
   * @param patience how long to wait for another process that holds the database
   * @throws SQLException if it cannot be opened, is no database, or a newer Sluice wrote it
   */
  public static Connection open(Path file, Schema schema, Durability durability, Duration patience)
      throws SQLException {
    makePrivate(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(
        durability == Durability.FULL ? SynchronousMode.FULL : SynchronousMode.NORMAL);
    config.setJournalSizeLimit(Math.toIntExact(LARGEST_LOG));
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0");
    // The driver would ask for the last row's id after each INSERT, by a statement of its own.
    config.setGetGeneratedKeys(false);
    Connection connection = connect(config, file);
    try {
      migrate(connection, file, schema);
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  /** Opens for reading; never blocks the writer and never makes a file. */
  public static Connection readOnly(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(2000);
    return connect(config, file);
  }

  /** The version of the schema, 0 for a database that was never written. */
  public static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /** As a URI, so that no character of a path is read as an option. */
  private static String address(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath().toUri();
  }

  /** A library that cannot be unpacked, as on a full disk, is a database that cannot be opened. */
  private static Connection connect(SQLiteConfig config, Path file) throws SQLException {
    try {
      return config.createConnection(address(file));
    } catch (LinkageError unusable) {
      throw new SQLException(
          file + ": SQLite cannot be loaded: " + unusable.getMessage(), unusable);
    }
  }

  private static void makePrivate(Path file) throws SQLException {
    try {
      PrivateFiles.file(file);
    } catch (IOException e) {
      throw new SQLException(file + ": cannot be made or made private: " + e, e);
    }
  }

  private static void migrate(Connection connection, Path file, Schema schema) throws SQLException {
    int version = version(connection);
    if (version > schema.version()) {
      throw new SQLException(
          file
              + ": schema "
              + version
              + " is of a newer Sluice (this one knows up to "
              + schema.version()
              + ")");
    }
    for (int step = version; step < schema.version(); step++) {
      migrate(connection, step, schema.steps().get(step));
    }
  }

  /** One step in one transaction, version included: a crash leaves the old version or the new. */
  private static void migrate(Connection connection, int step, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        // Another process may have taken the step while this one waited for its turn.
        if (version(connection) == step) {
          for (String one : sql.split(";\\s*\n", -1)) {
            if (!one.isBlank()) {
              statement.execute(one);
            }
          }
          statement.execute("PRAGMA user_version = " + (step + 1));
        }
        statement.execute("COMMIT");
      } catch (SQLException e) {
        statement.execute("ROLLBACK");
        throw e;
      }
    }
  }

  private static void closeAfter(Exception reason, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
