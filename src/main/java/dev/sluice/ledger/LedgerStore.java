package dev.sluice.ledger;

import dev.sluice.log.Log;
import dev.sluice.store.Database;
import dev.sluice.store.Database.Durability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's writing connection: opened when needed, given up after any failure so that the next
 * write begins afresh. For one thread.
 */
final class LedgerStore implements AutoCloseable {
  private static final Log LOG = Log.of("ledger");
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Path file;
  private @Nullable Connection connection;
  private @Nullable PreparedStatement insert;

  LedgerStore(Path file) {
    this.file = file;
  }

  /** Opens the database unless it is open. */
  void open() throws SQLException {
    statement();
  }

  /**
   * Writes entries in one transaction; when it returns they are on the disk.
   *
   * @return how many are new: an id that was there is left as it was
   */
  int write(List<LedgerEntry> entries) throws SQLException {
    try {
      PreparedStatement rows = statement();
      for (LedgerEntry entry : entries) {
        add(rows, entry);
      }
      int fresh = 0;
      for (int changed : rows.executeBatch()) {
        fresh += Math.max(changed, 0);
      }
      rows.getConnection().commit();
      return fresh;
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  /** An entry that cannot be put into a row must not hold up the others. */
  private static void add(PreparedStatement rows, LedgerEntry entry) throws SQLException {
    try {
      LedgerRows.bind(rows, entry);
    } catch (RuntimeException e) {
      LOG.error("an entry cannot be kept", "exchange", entry.id(), "why", e);
      return;
    }
    rows.addBatch();
  }

  private PreparedStatement statement() throws SQLException {
    if (insert == null) {
      Connection fresh = Database.open(file, LedgerRows.SCHEMA, Durability.FULL, PATIENCE);
      connection = fresh;
      fresh.setAutoCommit(false);
      insert = fresh.prepareStatement(LedgerRows.INSERT);
    }
    return insert;
  }

  /** Closes the connection; what was not committed is undone. */
  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    insert = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (SQLException e) {
      LOG.debug("the ledger did not close", "why", e);
    }
  }
}
