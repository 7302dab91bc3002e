package dev.sluice.cli.doctor;

import dev.sluice.store.DataFolder;
import dev.sluice.store.Database;
import dev.sluice.store.Running;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checks of what is kept: the ledger's file, and whether entries were lost. */
final class Records {
  private static final int PATIENCE_MILLIS = 3000;

  private Records() {}

  static Check ledger(Path data) {
    Path file = DataFolder.ledgerIn(data);
    if (!Files.exists(file)) {
      return Check.good("ledger", "none yet; it begins with the first call");
    }
    try (Connection connection = Database.readOnly(file);
        Statement statement = connection.createStatement()) {
      String verdict = text(statement, "PRAGMA quick_check(1)");
      if (!"ok".equals(verdict)) {
        return broken(file, verdict);
      }
      String entries = text(statement, "SELECT count(*) FROM entry");
      return Check.good("ledger", "whole, " + entries + " entries in " + file);
    } catch (SQLException unreadable) {
      return broken(file, String.valueOf(unreadable.getMessage()));
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  private static Check broken(Path file, String why) {
    return Check.bad(
        "ledger",
        file + " is damaged: " + why,
        "sluice stop, then: sqlite3 " + file + " .recover | sqlite3 mended.db");
  }

  static Check dropped(Patient patient) {
    Running running = patient.running();
    if (running == null) {
      return Check.good("lost entries", "none known; no gateway runs");
    }
    try {
      URLConnection connection =
          running.address().resolve("/proxy/stats").toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        JsonNode stats = JsonMapper.builder().build().readTree(in);
        long lost = stats.path("ledger").path("dropped").asLong(0);
        return lost == 0
            ? Check.good("lost entries", "none since this gateway started")
            : Check.bad(
                "lost entries",
                lost + " since this gateway started",
                "see its log; most often the disk was full");
      }
    } catch (IOException | JacksonException silent) {
      return Check.note("lost entries", "the gateway does not tell: " + silent.getMessage(), "");
    }
  }
}
