package dev.sluice.rewrite.memory;

import dev.sluice.store.Database;
import dev.sluice.store.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The database of what is remembered. One thread at a time, never a virtual one. */
final class RememberedFile implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              """
              CREATE TABLE remembered (
                kind TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL,
                PRIMARY KEY (kind, key)
              );
              """));

  private final Connection connection;
  private final PreparedStatement put;
  private final PreparedStatement touch;
  private final PreparedStatement drop;

  private RememberedFile(Connection connection) throws SQLException {
    this.connection = connection;
    put =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO remembered (kind, key, value, used) VALUES (?, ?, ?, ?)");
    touch =
        connection.prepareStatement("UPDATE remembered SET used = ? WHERE kind = ? AND key = ?");
    drop = connection.prepareStatement("DELETE FROM remembered WHERE kind = ? AND key = ?");
  }

  /** One row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(String kind, byte[] key, byte[] value, long used) {}

  /** Opens the file, making it where needed. */
  static RememberedFile open(Path path) throws SQLException {
    Connection connection =
        Database.open(path, SCHEMA, Database.Durability.NORMAL, Duration.ofSeconds(1));
    try {
      return new RememberedFile(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Every row, least recently used first. */
  List<Row> load() throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT kind, key, value, used FROM remembered ORDER BY used")) {
      while (row.next()) {
        rows.add(new Row(row.getString(1), row.getBytes(2), row.getBytes(3), row.getLong(4)));
      }
    }
    return rows;
  }

  void put(String kind, byte[] key, byte[] value, long used) throws SQLException {
    put.setString(1, kind);
    put.setBytes(2, key);
    put.setBytes(3, value);
    put.setLong(4, used);
    put.executeUpdate();
  }

  void touch(String kind, byte[] key, long used) throws SQLException {
    touch.setLong(1, used);
    touch.setString(2, kind);
    touch.setBytes(3, key);
    touch.executeUpdate();
  }

  void drop(String kind, byte[] key) throws SQLException {
    drop.setString(1, kind);
    drop.setBytes(2, key);
    drop.executeUpdate();
  }

  /** Closes the connection, and what it prepared with it. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
