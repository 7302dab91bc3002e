package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cache on a file of its own, by a clock that is set by hand. */
abstract class ExactCacheCase {
  static final Usage USAGE =
      new Usage(
          1,
          2,
          3,
          4,
          5,
          6,
          new ServerTools(7, 8, 9),
          new Tariff("batch", "fast", "us"),
          List.of(new Iteration("message", null, 1, 2, 3, 4, 5)),
          false);
  static final Duration PATIENT = Duration.ofMinutes(1);
  static final CacheConfig ROOMY =
      new CacheConfig(true, Duration.ofHours(24), 1_000, 100 << 20, false);

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  final InstantSource clock = now::get;
  @TempDir Path folder;
  ExactCache cache;

  @BeforeEach
  void open() {
    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  Path file() {
    return folder.resolve("cache.db");
  }

  void reopen(CacheConfig config) {
    cache.close();
    cache = ExactCache.open(file(), config, clock, PATIENT);
  }

  void tick() {
    now.updateAndGet(time -> time.plusSeconds(1));
  }

  void keep(String name, String body) {
    keep(name, reply(body));
  }

  void keep(String name, StoredReply reply) {
    if (cache.lookup(key(name)) instanceof Lookup.Lease lease) {
      try (lease) {
        lease.keep(reply);
      }
    }
  }

  @Nullable String found(String name) {
    return cache.lookup(key(name)) instanceof Lookup.Hit(StoredReply reply)
        ? new String(reply.bytes(), UTF_8)
        : null;
  }

  StoredReply reply(String body) {
    return new StoredReply(
        Form.JSON, body.getBytes(UTF_8), "m", "end_turn", USAGE, now.get(), "anthropic");
  }

  static String message(String text) {
    return "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
  }

  static CacheKey key(String name) {
    return new CacheKey("tenant", hash(name));
  }

  static byte[] hash(String name) {
    return Arrays.copyOf(name.getBytes(UTF_8), 32);
  }

  String rows() {
    cache.close();
    return rowsNow();
  }

  String rowsNow() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM entry) || ' ' || (SELECT count(*) FROM reply)")) {
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
