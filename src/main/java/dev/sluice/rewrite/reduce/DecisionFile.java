package dev.sluice.rewrite.reduce;

import dev.sluice.store.Database;
import dev.sluice.store.Schema;
import java.io.IOException;
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

/** The decisions' database. One platform thread at a time. */
final class DecisionFile implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              """
              CREATE TABLE decision (
                id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, decision BLOB NOT NULL
              );
              """));

  private final Connection connection;
  private final PreparedStatement put;
  private final PreparedStatement drop;

  private DecisionFile(Connection connection) throws SQLException {
    this.connection = connection;
    put =
        connection.prepareStatement(
            "INSERT INTO decision (key, decision) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET decision = excluded.decision");
    drop = connection.prepareStatement("DELETE FROM decision WHERE key = ?");
  }

  /** Opens the file, making it where needed. */
  static DecisionFile open(Path file) throws SQLException {
    Connection connection =
        Database.open(file, SCHEMA, Database.Durability.NORMAL, Duration.ofSeconds(1));
    try {
      connection.setAutoCommit(false);
      return new DecisionFile(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Gives every decision, oldest first; those that cannot be read are passed over. */
  void load(BiConsumer<Key, Decision> found) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT key, decision FROM decision ORDER BY id")) {
      while (row.next()) {
        byte[] key = row.getBytes(1);
        if (key.length == Key.BYTES) {
          read(Key.of(key), row.getBytes(2), found);
        }
      }
    }
    connection.commit();
  }

  private static void read(Key key, byte[] bytes, BiConsumer<Key, Decision> found) {
    try {
      found.accept(key, DecisionBytes.read(bytes));
    } catch (IOException _) {
      // Without it the message counts as one that is met for the first time.
    }
  }

  /** Makes these changes, all or nothing; null is a decision that goes. */
  void write(Map<Key, @Nullable Decision> changes) throws SQLException {
    try {
      for (Map.Entry<Key, @Nullable Decision> change : changes.entrySet()) {
        write(change.getKey(), change.getValue());
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private void write(Key key, @Nullable Decision decision) throws SQLException {
    PreparedStatement statement = decision == null ? drop : put;
    statement.setBytes(1, key.bytes());
    if (decision != null) {
      statement.setBytes(2, DecisionBytes.write(decision));
    }
    statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
