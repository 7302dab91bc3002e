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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

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
              """));
  private static final String PUT_ENTRY =
      "INSERT OR REPLACE INTO entry (key, tenant, size, stored_at, last_used)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String PUT_REPLY =
      "INSERT OR REPLACE INTO reply"
          + " (key, form, model, stop_reason, usage, provider, stored_at, body)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String READ_REPLY =
      "SELECT form, body, model, stop_reason, usage, stored_at, provider FROM reply WHERE key = ?";

  private final Connection writing;
  private final Connection reading;

  private CacheFile(Connection writing, Connection reading) {
    this.writing = writing;
    this.reading = reading;
  }

  /** Opens the file, making it where needed. */
  static CacheFile open(Path file) throws SQLException {
    Connection writing =
        Database.open(file, SCHEMA, Database.Durability.NORMAL, Duration.ofSeconds(1));
    try {
      writing.setAutoCommit(false);
      return new CacheFile(writing, Database.readOnly(file));
    } catch (SQLException e) {
      writing.close();
      throw e;
    }
  }

  /** Gives every entry, least recently used first; takes out replies without an entry. */
  void load(BiConsumer<CacheKey, Entries.Entry> each) throws SQLException {
    try (Statement statement = writing.createStatement()) {
      statement.execute("DELETE FROM reply WHERE key NOT IN (SELECT key FROM entry)");
      try (ResultSet row =
          statement.executeQuery(
              "SELECT key, tenant, size, stored_at FROM entry ORDER BY last_used, stored_at")) {
        while (row.next()) {
          each.accept(
              new CacheKey(row.getString(2), row.getBytes(1)),
              new Entries.Entry(row.getLong(3), row.getLong(4)));
        }
      }
      writing.commit();
    }
  }

  /** Writes changes in order and times of last use, all or nothing. */
  void write(List<Change> changes, Map<CacheKey, Long> used) throws SQLException {
    try (PreparedStatement entry = writing.prepareStatement(PUT_ENTRY);
        PreparedStatement reply = writing.prepareStatement(PUT_REPLY)) {
      for (Change change : changes) {
        switch (change) {
          case Change.Put put -> put(put, entry, reply);
          case Change.Drop drop -> delete(drop.key());
        }
      }
      touch(used);
      writing.commit();
    } catch (SQLException e) {
      undo(e);
      throw e;
    }
  }

  /** A full disk has rolled back already, which must not hide why. */
  private void undo(SQLException why) {
    try {
      writing.rollback();
    } catch (SQLException nothingLeft) {
      why.addSuppressed(nothingLeft);
    }
  }

  private static void put(Change.Put put, PreparedStatement entry, PreparedStatement reply)
      throws SQLException {
    StoredReply stored = put.reply();
    long storedAt = stored.storedAt().toEpochMilli();
    entry.setBytes(1, put.key().hash());
    entry.setString(2, put.key().tenant());
    entry.setLong(3, put.size());
    entry.setLong(4, storedAt);
    entry.setLong(5, storedAt);
    entry.executeUpdate();
    reply.setBytes(1, put.key().hash());
    reply.setString(2, stored.form().name());
    reply.setString(3, stored.model());
    reply.setString(4, stored.stopReason());
    reply.setString(5, UsageText.write(stored.usage()));
    reply.setString(6, stored.provider());
    reply.setLong(7, storedAt);
    reply.setBytes(8, stored.bytes());
    reply.executeUpdate();
  }

  private void delete(CacheKey key) throws SQLException {
    for (String table : List.of("entry", "reply")) {
      try (PreparedStatement delete =
          writing.prepareStatement("DELETE FROM " + table + " WHERE key = ?")) {
        delete.setBytes(1, key.hash());
        delete.executeUpdate();
      }
    }
  }

  private void touch(Map<CacheKey, Long> used) throws SQLException {
    try (PreparedStatement touch =
        writing.prepareStatement("UPDATE entry SET last_used = ? WHERE key = ?")) {
      for (Map.Entry<CacheKey, Long> each : used.entrySet()) {
        touch.setLong(1, each.getValue());
        touch.setBytes(2, each.getKey().hash());
        touch.executeUpdate();
      }
    }
  }

  /** The reply, null if there is none. On the reading thread. */
  @Nullable StoredReply read(CacheKey key) throws SQLException {
    try (PreparedStatement select = reading.prepareStatement(READ_REPLY)) {
      select.setBytes(1, key.hash());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? reply(row) : null;
      }
    }
  }

  private static StoredReply reply(ResultSet row) throws SQLException {
    try {
      return new StoredReply(
          Form.valueOf(row.getString(1)),
          row.getBytes(2),
          row.getString(3),
          row.getString(4),
          UsageText.read(row.getString(5)),
          Instant.ofEpochMilli(row.getLong(6)),
          row.getString(7));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SQLException("a stored reply cannot be read", e);
    }
  }

  @Override
  public void close() throws SQLException {
    reading.close();
    writing.close();
  }
}
