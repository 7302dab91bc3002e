package dev.sluice.cache.semantic;

import dev.sluice.cache.FactsText;
import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.disk.Behind;
import dev.sluice.cache.semantic.guard.LexicalGuard;
import dev.sluice.cache.semantic.trust.Cell;
import dev.sluice.cache.semantic.trust.Evidence;
import dev.sluice.cache.semantic.trust.Outcomes;
import dev.sluice.store.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Entries, what is known of them and of their families, and the counts, in a file written behind.
 */
final class SemanticFile implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              """
              CREATE TABLE entry (
                id TEXT PRIMARY KEY, question TEXT NOT NULL, partition TEXT NOT NULL,
                family TEXT NOT NULL, facts TEXT NOT NULL, body BLOB NOT NULL,
                last_used INTEGER NOT NULL, agreed INTEGER NOT NULL, wrong INTEGER NOT NULL,
                bar REAL NOT NULL
              ) WITHOUT ROWID;
              CREATE TABLE family (
                family TEXT NOT NULL, band INTEGER NOT NULL, agreed INTEGER NOT NULL,
                wrong INTEGER NOT NULL, PRIMARY KEY (family, band)
              ) WITHOUT ROWID;
              CREATE TABLE tally (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
              """,
              """
              DELETE FROM family;
              CREATE TABLE trial (question INTEGER PRIMARY KEY);
              """));

  private final Behind behind;

  private SemanticFile(Behind behind) {
    this.behind = behind;
  }

  static SemanticFile open(Path path) throws SQLException {
    return new SemanticFile(Behind.open(path, SCHEMA));
  }

  /** What is filled from the file. */
  record Learned(Evidence evidence, Tally tally, Trials trials) {}

  /** Gives what is there: entries, least recently used first, then evidence and counts. */
  void load(LexicalGuard guard, Consumer<Entry> entries, Learned learned) throws SQLException {
    behind.now(connection -> {
      try (Statement statement = connection.createStatement()) {
        try (ResultSet row = statement.executeQuery("SELECT * FROM entry ORDER BY last_used")) {
          while (row.next()) {
            entries.accept(entry(row, guard));
          }
        }
        try (ResultSet row = statement.executeQuery("SELECT * FROM family")) {
          while (row.next()) {
            Outcomes outcomes = new Outcomes(row.getLong("agreed"), row.getLong("wrong"));
            Cell cell = Cell.of(row.getInt("band"));
            learned.evidence().load(row.getString("family"), cell, outcomes);
          }
        }
        try (ResultSet row = statement.executeQuery("SELECT question FROM trial")) {
          while (row.next()) {
            learned.trials().add(row.getLong("question"));
          }
        }
        try (ResultSet row = statement.executeQuery("SELECT * FROM tally")) {
          while (row.next()) {
            learned.tally().add(Tally.Count.valueOf(row.getString("name")), row.getLong("value"));
          }
        }
      } catch (IllegalArgumentException e) {
        throw new SQLException("the semantic cache cannot be read", e);
      }
    });
  }

  private static Entry entry(ResultSet row, LexicalGuard guard) throws SQLException {
    String text = row.getString("question");
    StoredReply reply = FactsText.read(row.getString("facts"), row.getBytes("body"));
    return new Entry(
        row.getString("id"),
        new Question(text, row.getString("partition"), row.getString("family")),
        guard.read(text),
        reply,
        new Outcomes(row.getLong("agreed"), row.getLong("wrong")),
        row.getDouble("bar"));
  }

  void put(Entry entry, long millis) {
    behind.later(connection -> {
      try (PreparedStatement put =
          connection.prepareStatement(
              "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
        put.setString(1, entry.id());
        put.setString(2, entry.question().text());
        put.setString(3, entry.question().partition());
        put.setString(4, entry.question().family());
        put.setString(5, FactsText.write(entry.reply()));
        put.setBytes(6, entry.reply().bytes());
        put.setLong(7, millis);
        put.setLong(8, entry.outcomes().right());
        put.setLong(9, entry.outcomes().wrong());
        put.setDouble(10, entry.bar());
        put.executeUpdate();
      }
    });
  }

  void used(String id, long millis) {
    behind.later(
        connection -> run(connection, "UPDATE entry SET last_used = ? WHERE id = ?", millis, id));
  }

  void learned(Entry entry) {
    behind.later(connection ->
        run(
            connection,
            "UPDATE entry SET agreed = ?, wrong = ?, bar = ? WHERE id = ?",
            entry.outcomes().right(),
            entry.outcomes().wrong(),
            entry.bar(),
            entry.id()));
  }

  void drop(String id) {
    behind.later(connection -> run(connection, "DELETE FROM entry WHERE id = ?", id));
  }

  /** Notes a question that has spoken, and forgets another one. */
  void trial(long question, OptionalLong forgotten) {
    behind.later(connection -> {
      run(connection, "INSERT OR IGNORE INTO trial VALUES (?)", question);
      if (forgotten.isPresent()) {
        run(connection, "DELETE FROM trial WHERE question = ?", forgotten.getAsLong());
      }
    });
  }

  void family(String family, Cell cell, Outcomes outcomes) {
    behind.later(connection ->
        run(
            connection,
            "INSERT OR REPLACE INTO family VALUES (?, ?, ?, ?)",
            family,
            cell.number(),
            outcomes.right(),
            outcomes.wrong()));
  }

  void tally(Map<Tally.Count, Long> counts) {
    behind.later(connection -> {
      for (Map.Entry<Tally.Count, Long> each : counts.entrySet()) {
        run(
            connection,
            "INSERT OR REPLACE INTO tally VALUES (?, ?)",
            each.getKey().name(),
            each.getValue());
      }
    });
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    behind.close();
  }
}
