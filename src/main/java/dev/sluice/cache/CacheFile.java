package dev.sluice.cache;

import dev.sluice.store.Database;
import dev.sluice.store.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The cache's database: small rows of what there is, large rows of the replies. One thread writes,
 * one reads; neither is virtual.
 */
final class CacheFile implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              """
              CREATE TABLE entry (
                key BLOB PRIMARY KEY, tenant TEXT NOT NULL, size INTEGER NOT NULL,
                stored_at INTEGER NOT NULL, last_used INTEGER NOT NULL
              ) WITHOUT ROWID;
              CREATE TABLE reply (
                key BLOB PRIMARY KEY, form TEXT NOT NULL, model TEXT NOT NULL,
                stop_reason TEXT NOT NULL, usage TEXT NOT NULL, provider TEXT NOT NULL,
                stored_at INTEGER NOT NULL, body BLOB NOT NULL
              ) WITHOUT ROWID;
              """,
              """
              DROP TABLE entry;
              DROP TABLE reply;
              CREATE TABLE entry (
                id INTEGER PRIMARY KEY, key BLOB NOT NULL, tenant TEXT NOT NULL,
                size INTEGER NOT NULL, stored_at INTEGER NOT NULL, last_used INTEGER NOT NULL
              );
              CREATE TABLE reply (
                id INTEGER PRIMARY KEY, facts TEXT NOT NULL, body BLOB NOT NULL
              );
              """));

  // A batch fits into the page cache, and a page that fills up is copied to the file once.
  private static final List<String> SETTINGS =
      List.of("PRAGMA wal_autocheckpoint = 4000", "PRAGMA cache_size = -8000");

  private final Connection writing;
  private final PreparedStatement putEntry;
  private final PreparedStatement putReply;
  private final PreparedStatement dropEntries;
  private final PreparedStatement dropReplies;
  private final PreparedStatement use;
  private final Connection reading;
  private final PreparedStatement select;

  private CacheFile(Connection writing, Connection reading) throws SQLException {
    this.writing = writing;
    putEntry =
        writing.prepareStatement(
            "INSERT INTO entry (id, key, tenant, size, stored_at, last_used)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    putReply = writing.prepareStatement("INSERT INTO reply (id, facts, body) VALUES (?, ?, ?)");
    dropEntries = writing.prepareStatement("DELETE FROM entry WHERE id BETWEEN ? AND ?");
    dropReplies = writing.prepareStatement("DELETE FROM reply WHERE id BETWEEN ? AND ?");
    use = writing.prepareStatement("UPDATE entry SET last_used = ? WHERE id = ?");
    this.reading = reading;
    select = reading.prepareStatement("SELECT facts, body FROM reply WHERE id = ?");
  }

  /** Opens the file, making it where needed. */
  static CacheFile open(Path file) throws SQLException {
    Connection writing =
        Database.open(file, SCHEMA, Database.Durability.NORMAL, Duration.ofSeconds(1));
    try (Statement statement = writing.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
      writing.setAutoCommit(false);
      return reading(file, writing);
    } catch (SQLException e) {
      writing.close();
      throw e;
    }
  }

  private static CacheFile reading(Path file, Connection writing) throws SQLException {
    Connection reading = Database.readOnly(file);
    try {
      return new CacheFile(writing, reading);
    } catch (SQLException e) {
      reading.close();
      throw e;
    }
  }

  /** Gives every entry, least recently used first; of two for one key the larger id holds. */
  void load(BiConsumer<CacheKey, Entries.Entry> found) throws SQLException {
    try (Statement statement = writing.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id, key, tenant, size, stored_at FROM entry ORDER BY last_used, id")) {
      while (row.next()) {
        found.accept(
            new CacheKey(row.getString(3), row.getBytes(2)),
            new Entries.Entry(row.getLong(1), row.getLong(4), row.getLong(5)));
      }
    }
    writing.commit();
  }

  /** Makes these changes, all or nothing. */
  void write(Batch batch) throws SQLException {
    try {
      for (Batch.Run run : batch.drops()) {
        drop(run, dropEntries);
        drop(run, dropReplies);
      }
      for (Batch.Put put : batch.puts()) {
        put(put, batch.uses().get(put.id()));
      }
      use(batch);
      writing.commit();
    } catch (SQLException | RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  /** SQLite may have undone the changes by itself; the first failure is the one to report. */
  private void undo(Exception failure) {
    try {
      writing.rollback();
    } catch (SQLException nothingToUndo) {
      failure.addSuppressed(nothingToUndo);
    }
  }

  private static void drop(Batch.Run run, PreparedStatement drop) throws SQLException {
    drop.setLong(1, run.first());
    drop.setLong(2, run.last());
    drop.executeUpdate();
  }

  private void put(Batch.Put put, @Nullable Long used) throws SQLException {
    StoredReply reply = put.reply();
    long storedAt = reply.storedAt().toEpochMilli();
    putEntry.setLong(1, put.id());
    putEntry.setBytes(2, put.key().hash());
    putEntry.setString(3, put.key().tenant());
    putEntry.setLong(4, put.size());
    putEntry.setLong(5, storedAt);
    putEntry.setLong(6, used == null ? storedAt : used);
    putEntry.executeUpdate();
    putReply.setLong(1, put.id());
    putReply.setString(2, FactsText.write(reply));
    putReply.setBytes(3, reply.bytes());
    putReply.executeUpdate();
  }

  private void use(Batch batch) throws SQLException {
    long firstNew = batch.puts().isEmpty() ? Long.MAX_VALUE : batch.puts().getFirst().id();
    for (Map.Entry<Long, Long> each : batch.uses().entrySet()) {
      if (each.getKey() < firstNew) {
        use.setLong(1, each.getValue());
        use.setLong(2, each.getKey());
        use.executeUpdate();
      }
    }
  }

  /** The reply, null if there is none. On the reading thread. */
  @Nullable StoredReply read(long id) throws SQLException {
    select.setLong(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? FactsText.read(row.getString(1), row.getBytes(2)) : null;
    } catch (IllegalArgumentException e) {
      throw new SQLException("a stored reply cannot be read", e);
    }
  }

  /** Closes both connections, and what they prepared with them. */
  @Override
  public void close() throws SQLException {
    reading.close();
    writing.close();
  }
}
