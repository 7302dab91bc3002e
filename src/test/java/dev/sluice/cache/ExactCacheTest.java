package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import dev.sluice.provider.anthropic.ReplyFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactCacheTest {
  private static final Usage USAGE =
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
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final CacheConfig ROOMY =
      new CacheConfig(true, Duration.ofHours(24), 1_000, 100 << 20, false);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  private final InstantSource clock = now::get;
  @TempDir private Path folder;
  private ExactCache cache;

  @BeforeEach
  void open() {
    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void a_kept_reply_is_found_by_its_key_only() {
    keep("a", message("hello"));

    assertThat(found("a")).isEqualTo(message("hello"));
    assertThat(found("b")).isNull();
    assertThat(cache.hits()).isEqualTo(1);
    assertThat(cache.misses()).isEqualTo(2);
    assertThat(cache.entries()).isEqualTo(1);
    assertThat(cache.isDurable()).isTrue();
  }

  @Test
  void replies_outlive_the_process_with_all_that_is_known_of_them() {
    keep("a", message("hello"));

    reopen(ROOMY);

    StoredReply reply = ((Lookup.Hit) cache.lookup(key("a"))).reply();
    assertThat(new String(reply.bytes(), UTF_8)).isEqualTo(message("hello"));
    assertThat(reply).usingRecursiveComparison().ignoringFields("bytes").isEqualTo(reply("x"));
    assertThat(cache.entries()).isEqualTo(1);
    assertThat(cache.bytes()).isGreaterThan(message("hello").length());
  }

  @Test
  void the_file_is_private() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_reply_past_its_time_is_not_served() {
    keep("a", message("old"));

    now.updateAndGet(time -> time.plus(Duration.ofHours(24)).minusMillis(1));
    assertThat(found("a")).isNotNull();
    now.updateAndGet(time -> time.plusMillis(1));
    assertThat(found("a")).isNull();
    assertThat(cache.entries()).isZero();

    keep("a", message("new"));
    assertThat(found("a")).isEqualTo(message("new"));
    reopen(ROOMY);
    assertThat(found("a")).isEqualTo(message("new"));
    now.updateAndGet(time -> time.plus(Duration.ofDays(2)));
    reopen(ROOMY);
    assertThat(cache.entries()).isZero();
    assertThat(rows()).isEqualTo("0 0");
  }

  @Test
  void the_least_recently_used_goes_first() {
    reopen(new CacheConfig(true, Duration.ofHours(1), 3, 100 << 20, false));
    for (String name : List.of("a", "b", "c")) {
      keep(name, message(name));
      tick();
    }
    assertThat(found("a")).isNotNull();
    keep("d", message("d"));

    assertThat(found("b")).isNull();
    assertThat(List.of("a", "c", "d"))
        .allSatisfy(name -> assertThat(found(name)).isEqualTo(message(name)));
    assertThat(cache.entries()).isEqualTo(3);
  }

  @Test
  void the_order_of_use_outlives_the_process() {
    for (String name : List.of("a", "b", "c")) {
      keep(name, message(name));
      tick();
    }
    assertThat(found("a")).isNotNull();

    reopen(new CacheConfig(true, Duration.ofHours(1), 2, 100 << 20, false));

    assertThat(found("b")).isNull();
    assertThat(found("a")).isNotNull();
    assertThat(found("c")).isNotNull();
    reopen(ROOMY);
    assertThat(rows()).isEqualTo("2 2");
  }

  @Test
  void bytes_are_limited() {
    reopen(new CacheConfig(true, Duration.ofHours(1), 1_000, 100_000, false));
    for (int i = 0; i < 40; i++) {
      keep("k" + i, message("x".repeat(9_000)));
    }
    assertThat(cache.bytes()).isBetween(80_000L, 100_000L);
    assertThat(found("k39")).isNotNull();
    assertThat(found("k0")).isNull();

    keep("large", message("x".repeat(13_000)));
    assertThat(found("large")).isNull();
  }

  @Test
  void the_first_of_two_exchanges_with_one_key_keeps_its_reply() {
    Lookup.Lease first = (Lookup.Lease) cache.lookup(key("a"));
    Lookup.Lease second = (Lookup.Lease) cache.lookup(key("a"));

    first.keep(reply(message("first")));
    second.keep(reply(message("second")));
    first.keep(reply(message("third")));

    assertThat(found("a")).isEqualTo(message("first"));
  }

  @Test
  void a_refreshing_lease_replaces() {
    keep("a", message("old"));

    cache.refresh(key("a")).keep(reply(message("new")));

    assertThat(found("a")).isEqualTo(message("new"));
    reopen(ROOMY);
    assertThat(found("a")).isEqualTo(message("new"));
    assertThat(cache.entries()).isEqualTo(1);
  }

  @Test
  void a_closed_lease_keeps_nothing() {
    Lookup.Lease lease = (Lookup.Lease) cache.lookup(key("a"));
    lease.close();
    lease.keep(reply(message("late")));

    assertThat(found("a")).isNull();
  }

  @Test
  void only_whole_replies_are_stored() {
    for (String reason :
        List.of(
            "max_tokens",
            "refusal",
            "pause_turn",
            "model_context_window_exceeded",
            "compaction",
            "")) {
      keep(
          reason,
          new StoredReply(
              Form.JSON, message("x").getBytes(UTF_8), "m", reason, USAGE, now.get(), "p"));
      assertThat(found(reason)).as(reason).isNull();
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, null, USAGE, true))).isFalse();
    }
    for (String reason : List.of("end_turn", "stop_sequence", "tool_use")) {
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, null, USAGE, true))).isTrue();
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, null, USAGE, false))).isFalse();
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, "api_error", USAGE, true)))
          .isFalse();
    }
    assertThat(StoredReply.storable(ReplyFacts.UNKNOWN)).isFalse();
  }

  @Test
  void a_reply_is_given_in_the_form_that_is_wanted() {
    keep("a", message("hello"));

    StoredReply stream = ((Lookup.Hit) cache.lookup(key("a"), Form.SSE)).reply();

    assertThat(new String(stream.as(Form.SSE), UTF_8))
        .startsWith("event: message_start\n")
        .endsWith("\"message_stop\"}\n\n");
    assertThat(new String(stream.as(Form.JSON), UTF_8)).contains("hello");
    assertThat(((Lookup.Hit) cache.lookup(key("a"), Form.JSON)).reply().form())
        .isEqualTo(Form.JSON);
  }

  @Test
  void a_reply_that_cannot_be_converted_makes_room_for_one_that_can() {
    keep("a", "no message");

    assertThat(cache.lookup(key("a"))).isInstanceOf(Lookup.Hit.class);
    assertThatThrownBy(() -> reply("no message").as(Form.SSE))
        .isInstanceOf(IllegalStateException.class);
    Lookup.Lease lease = (Lookup.Lease) cache.lookup(key("a"), Form.SSE);
    lease.keep(reply(message("better")));

    assertThat(found("a")).isEqualTo(message("better"));
  }

  @Test
  void one_tenants_replies_can_be_dropped() {
    cache.refresh(new CacheKey("alice", hash("a"))).keep(reply(message("a")));
    cache.refresh(new CacheKey("bob", hash("b"))).keep(reply(message("b")));

    assertThat(cache.clear("alice")).isEqualTo(1);

    assertThat(found("a")).isNull();
    assertThat(found("b")).isNotNull();
    reopen(ROOMY);
    assertThat(found("a")).isNull();
    assertThat(found("b")).isNotNull();
    assertThat(cache.clear()).isEqualTo(1);
    reopen(ROOMY);
    assertThat(rows()).isEqualTo("0 0");
  }

  @Test
  void no_tenant_is_given_what_another_asked() {
    for (int i = 0; i < 100; i++) {
      Asked asked = Asked.USUAL.with("\"n\":" + i);
      cache.refresh(asked.key()).keep(reply(message("alice " + i)));
    }
    for (int pair = 0; pair < 10_000; pair++) {
      Asked same = Asked.USUAL.with("\"n\":" + pair % 100);
      assertThat(cache.lookup(same.tenant("bob" + pair).key())).isInstanceOf(Lookup.Lease.class);
    }
    assertThat(cache.lookup(Asked.USUAL.with("\"n\":7").key())).isInstanceOf(Lookup.Hit.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void a_broken_file_is_put_aside(int kind) throws IOException {
    keep("a", message("x".repeat(50_000)));
    cache.close();
    byte[] bytes = Files.readAllBytes(file());
    switch (kind) {
      case 0 ->
          Files.writeString(
              file(), "this is no database, but long enough to be looked at as one".repeat(20));
      case 1 -> Files.write(file(), Arrays.copyOf(bytes, 4_000));
      default -> {
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5A);
        Files.write(file(), bytes);
      }
    }

    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    assertThat(found("a")).isNull();
    keep("b", message("b"));
    assertThat(found("b")).isEqualTo(message("b"));
    reopen(ROOMY);
    assertThat(found("b")).isEqualTo(message("b"));
    assertThat(folder.resolve("cache.db.broken")).exists();
  }

  @Test
  void a_row_that_cannot_be_read_is_a_miss() throws SQLException {
    keep("a", message("a"));
    cache.close();
    execute("UPDATE reply SET facts = 'nonsense'");
    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    assertThat(found("a")).isNull();
    assertThat(cache.errors()).isEqualTo(1);
    keep("a", message("again"));
    assertThat(found("a")).isEqualTo(message("again"));
  }

  @Test
  void without_a_usable_file_the_cache_is_in_memory() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    try (ExactCache memory = ExactCache.open(taken, ROOMY, clock, PATIENT)) {
      memory.refresh(key("a")).keep(reply(message("a")));
      assertThat(memory.lookup(key("a"), Form.SSE)).isInstanceOf(Lookup.Hit.class);
      assertThat(memory.isDurable()).isFalse();
      assertThat(memory.errors()).isPositive();
      assertThat(memory.clear()).isEqualTo(1);
      assertThat(memory.lookup(key("a"))).isInstanceOf(Lookup.Lease.class);
    }
  }

  @Test
  void a_file_that_another_process_holds_costs_hits_only() throws SQLException {
    cache.close();
    try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = holder.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      cache = ExactCache.open(file(), ROOMY, clock, PATIENT);
      keep("a", message("a"));
      assertThat(found("a")).isEqualTo(message("a"));
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void replies_that_cannot_be_written_are_lost_and_counted() throws SQLException {
    try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = holder.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      keep("a", message("a"));
      assertThat(found("a")).isEqualTo(message("a"));

      cache.close();

      assertThat(cache.errors()).isEqualTo(1);
      assertThat(cache.entries()).isZero();
      statement.execute("ROLLBACK");
    }
    reopen(ROOMY);
    assertThat(found("a")).isNull();
  }

  @Test
  void a_reply_that_goes_before_it_is_written_never_reaches_the_file() throws IOException {
    reopen(new CacheConfig(true, Duration.ofHours(1), 10, 100 << 20, false));
    for (int i = 0; i < 700; i++) {
      keep("k" + i, message("x".repeat(10_000)));
    }
    cache.close();

    assertThat(Files.size(file())).isLessThan(1 << 20);
    assertThat(rows()).isEqualTo("10 10");
  }

  @Test
  void a_close_writes_all_that_was_kept_replaced_and_dropped() {
    for (int i = 0; i < 5_000; i++) {
      keep("k" + i, message("first " + i));
    }
    reopen(new CacheConfig(true, Duration.ofHours(24), 4_000, 100 << 20, false));
    for (int i = 4_500; i < 5_500; i++) {
      cache.refresh(key("k" + i)).keep(reply(message("second " + i)));
    }
    reopen(ROOMY);

    assertThat(cache.entries()).isEqualTo(1_000);
    for (int i = 4_500; i < 5_500; i++) {
      assertThat(found("k" + i)).isEqualTo(message("second " + i));
    }
    assertThat(cache.errors()).isZero();
    assertThat(rows()).isEqualTo("1000 1000");
  }

  @Test
  void a_killed_process_loses_only_what_was_not_written_yet() throws Exception {
    keep("a", message("a"));
    while (!rowsNow().equals("1 1")) {
      Thread.onSpinWait();
    }
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String name : List.of("cache.db", "cache.db-wal")) {
      Files.copy(folder.resolve(name), copy.resolve(name));
    }

    try (ExactCache next = ExactCache.open(copy.resolve("cache.db"), ROOMY, clock, PATIENT)) {
      assertThat(next.lookup(key("a"))).isInstanceOf(Lookup.Hit.class);
      assertThat(next.entries()).isEqualTo(1);
    }
  }

  @Test
  void of_two_rows_for_one_key_the_later_holds() throws SQLException {
    keep("a", message("a"));
    cache.close();
    execute(
        "INSERT INTO entry SELECT id + 1, key, tenant, size, stored_at, last_used - 1 FROM entry");
    execute("INSERT INTO reply SELECT id + 1, facts, body || ' ' FROM reply");

    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    assertThat(found("a")).isEqualTo(message("a") + " ");
    assertThat(rows()).isEqualTo("1 1");
  }

  @Test
  void a_file_of_the_first_version_is_emptied() throws Exception {
    cache.close();
    Files.delete(file());
    execute("CREATE TABLE entry (key BLOB PRIMARY KEY) WITHOUT ROWID");
    execute("CREATE TABLE reply (key BLOB PRIMARY KEY) WITHOUT ROWID");
    execute("PRAGMA user_version = 1");

    cache = ExactCache.open(file(), ROOMY, clock, PATIENT);

    keep("a", message("a"));
    reopen(ROOMY);
    assertThat(found("a")).isEqualTo(message("a"));
    assertThat(cache.errors()).isZero();
  }

  @Test
  void many_threads_never_see_each_others_replies() throws Exception {
    reopen(new CacheConfig(true, Duration.ofHours(1), 50, 1 << 20, false));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        int offset = t;
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < 300; i++) {
                String name = "k" + (i * 7 + offset) % 80;
                switch (cache.lookup(key(name))) {
                  case Lookup.Hit(StoredReply reply) ->
                      assertThat(new String(reply.bytes(), UTF_8)).isEqualTo(message(name));
                  case Lookup.Lease lease -> lease.keep(reply(message(name)));
                }
              }
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(cache.errors()).isZero();
    assertThat(cache.entries()).isLessThanOrEqualTo(50);
    assertThat(cache.hits() + cache.misses()).isEqualTo(16 * 300);
    int entries = cache.entries();
    reopen(ROOMY);
    assertThat(cache.entries()).isEqualTo(entries);
    assertThat(rows()).isEqualTo(entries + " " + entries);
  }

  private Path file() {
    return folder.resolve("cache.db");
  }

  private void reopen(CacheConfig config) {
    cache.close();
    cache = ExactCache.open(file(), config, clock, PATIENT);
  }

  private void tick() {
    now.updateAndGet(time -> time.plusSeconds(1));
  }

  private void keep(String name, String body) {
    keep(name, reply(body));
  }

  private void keep(String name, StoredReply reply) {
    if (cache.lookup(key(name)) instanceof Lookup.Lease lease) {
      try (lease) {
        lease.keep(reply);
      }
    }
  }

  private @Nullable String found(String name) {
    return cache.lookup(key(name)) instanceof Lookup.Hit(StoredReply reply)
        ? new String(reply.bytes(), UTF_8)
        : null;
  }

  private StoredReply reply(String body) {
    return new StoredReply(
        Form.JSON, body.getBytes(UTF_8), "m", "end_turn", USAGE, now.get(), "anthropic");
  }

  private static String message(String text) {
    return "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
  }

  private static CacheKey key(String name) {
    return new CacheKey("tenant", hash(name));
  }

  private static byte[] hash(String name) {
    return Arrays.copyOf(name.getBytes(UTF_8), 32);
  }

  private String rows() {
    cache.close();
    return rowsNow();
  }

  private String rowsNow() {
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

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
