package dev.sluice.view;

import static dev.sluice.ledger.Entries.START;
import static dev.sluice.ledger.Entries.entry;
import static dev.sluice.ledger.Entries.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.exchange.CacheState;
import dev.sluice.ledger.Entries;
import dev.sluice.ledger.LedgerConfig;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.LedgerEntry.Money;
import dev.sluice.ledger.LedgerEntry.Notes;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.ledger.SqliteLedger;
import dev.sluice.price.Cost;
import dev.sluice.store.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a real ledger file. */
final class LedgerViewTest {
  private static final String SONNET = "claude-sonnet-4-6";
  private static final String OPUS = "claude-opus-5";

  @TempDir Path data;

  @Test
  void totals_sum_everything_once() throws Exception {
    write(
        entry(1, START, SONNET, CacheState.MISS, 10),
        entry(2, START, SONNET, CacheState.HIT, 10),
        entry(3, START, OPUS, CacheState.BYPASS, 7),
        unpriced(entry(4)));

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.totals(null, null))
          .isEqualTo(
              new Totals(
                  4, 1, 2, 0, 1, new Totals.Tokens(3000, 600, 900, 12_000, 1500), 17, 27, 10));
      assertThat(view.totals(null, null).hitRate()).isEqualTo(1 / 3.0);
      assertThat(view.mechanisms(null, null))
          .containsExactly(new MechanismSums("exact", 1, 10, 0, 0, 0));
    }
  }

  @Test
  void an_empty_ledger_sums_to_nothing() throws Exception {
    write();

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.totals(null, null)).isEqualTo(Totals.NONE);
      assertThat(view.by(GroupBy.MODEL, null, null)).isEmpty();
      assertThat(view.recent(5)).isEmpty();
    }
  }

  @Test
  void a_time_begins_inclusive_and_ends_exclusive() throws Exception {
    write(entry(0), entry(1), entry(2));

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.totals(START, START.plusSeconds(2)).calls()).isEqualTo(2);
      assertThat(view.totals(START.plusNanos(1), null).calls()).isEqualTo(2);
      assertThat(view.totals(null, START).calls()).isZero();
      assertThat(view.totals(Instant.MIN, Instant.MAX).calls()).isEqualTo(3);
    }
  }

  @Test
  void groups_come_most_expensive_first() throws Exception {
    write(
        entry(1, START, SONNET, CacheState.MISS, 10),
        entry(2, START, SONNET, CacheState.HIT, 90),
        entry(3, START, OPUS, CacheState.MISS, 70));

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.by(GroupBy.MODEL, null, null))
          .extracting(Group::name, g -> g.totals().calls(), g -> g.totals().cost())
          .containsExactly(tuple(OPUS, 1L, 70L), tuple(SONNET, 2L, 10L));
      assertThat(names(view, GroupBy.SESSION))
          .containsExactly("session-0", "session-1", "session-2");
      assertThat(names(view, GroupBy.PROVIDER)).containsExactly("anthropic", "");
      assertThat(names(view, GroupBy.AGENT)).containsExactly("claude-cli");
      assertThat(names(view, GroupBy.KEY)).containsExactly("");
      assertThat(names(view, GroupBy.TAG)).isEmpty();
    }
  }

  @Test
  void an_entry_counts_under_each_of_its_tags() throws Exception {
    write(tagged(entry(1), "a", "b"), tagged(entry(2), "b"), entry(3));

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.by(GroupBy.TAG, null, null))
          .extracting(Group::name, g -> g.totals().calls())
          .containsExactly(tuple("b", 2L), tuple("a", 1L));
    }
  }

  @Test
  void days_are_those_of_the_zone_even_where_the_clock_changes() throws Exception {
    // Berlin leaves summer time on 2026-10-25: that day is 25 hours long.
    write(
        at(1, "2026-10-24T21:59:59.999999999Z"),
        at(2, "2026-10-24T22:00:00Z"),
        at(3, "2026-10-25T22:59:59Z"),
        at(4, "2026-10-25T23:00:00Z"));

    try (LedgerView view = LedgerView.open(data, ZoneId.of("Europe/Berlin"))) {
      assertThat(days(view))
          .containsExactly(
              tuple("2026-10-24", 1L), tuple("2026-10-25", 2L), tuple("2026-10-26", 1L));
    }
    // Kathmandu's midnight is at 18:15 UTC.
    try (LedgerView view = LedgerView.open(data, ZoneId.of("Asia/Kathmandu"))) {
      assertThat(days(view)).containsExactly(tuple("2026-10-25", 2L), tuple("2026-10-26", 2L));
    }
  }

  @Test
  void recent_entries_come_whole_and_newest_first() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<LedgerEntry> entries = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      entries.add(Entries.random(n, random));
    }
    write(entries.toArray(new LedgerEntry[0]));

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.recent(3)).containsExactly(entries.get(19), entries.get(18), entries.get(17));
      assertThat(view.recent(100)).hasSize(20);
    }
  }

  @Test
  void it_sees_what_a_running_gateway_writes() throws Exception {
    try (SqliteLedger ledger = ledger()) {
      ledger.flush();
      try (LedgerView view = LedgerView.open(data)) {
        for (int n = 1; n <= 3; n++) {
          ledger.record(entry(n));
          ledger.flush();
          assertThat(view.totals(null, null).calls()).isEqualTo(n);
        }
      }
    }
  }

  @Test
  void no_ledger_is_said_clearly() throws Exception {
    assertThatThrownBy(() -> LedgerView.open(data.resolve("none")))
        .isInstanceOf(NoLedger.class)
        .hasMessageContaining("none: no ledger yet");

    Files.writeString(DataFolder.ledgerIn(data), "no database ".repeat(100));
    assertThatThrownBy(() -> LedgerView.open(data))
        .isInstanceOf(NoLedger.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void a_ledger_of_another_version_is_not_read() throws Exception {
    write();
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + DataFolder.ledgerIn(data));
        var statement = db.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> LedgerView.open(data)).hasMessageContaining("newer Sluice");
  }

  private SqliteLedger ledger() {
    return SqliteLedger.open(DataFolder.ledgerIn(data), LedgerConfig.DEFAULT, ZoneOffset.UTC);
  }

  private void write(LedgerEntry... entries) {
    try (SqliteLedger ledger = ledger()) {
      for (LedgerEntry entry : entries) {
        ledger.record(entry);
      }
    }
  }

  private static List<String> names(LedgerView view, GroupBy what) {
    return view.by(what, null, null).stream().map(Group::name).toList();
  }

  private static List<org.assertj.core.groups.Tuple> days(LedgerView view) {
    return view.by(GroupBy.DAY, null, null).stream()
        .map(g -> tuple(g.name(), g.totals().calls()))
        .toList();
  }

  private static LedgerEntry at(long n, String time) {
    return entry(n, Instant.parse(time), SONNET, CacheState.MISS, 1);
  }

  private static LedgerEntry unpriced(LedgerEntry e) {
    Cost none = new Cost.Unpriced("m");
    return with(e, new Money(none, none, List.<Saving>of()), e.notes());
  }

  private static LedgerEntry tagged(LedgerEntry e, String... tags) {
    return with(e, e.money(), new Notes(List.of(tags), null, null));
  }
}
