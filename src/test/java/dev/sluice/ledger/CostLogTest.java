package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.CacheState;
import dev.sluice.ledger.LedgerEntry.CacheBreak;
import dev.sluice.ledger.LedgerEntry.Money;
import dev.sluice.ledger.LedgerEntry.Notes;
import dev.sluice.ledger.LedgerEntry.Routed;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.price.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the optional cost log. */
final class CostLogTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path folder;

  @Test
  void a_line_has_the_fields_of_the_first_proxy_and_more() {
    Instant late = Instant.parse("2026-11-20T23:30:00Z");

    String line =
        CostLog.line(Entries.entry(7, late, "claude-opus-5", CacheState.MISS, 76_500_001L), BERLIN);

    assertThat(line)
        .isEqualTo(
            """
            {"ts":"2026-11-20T23:30:00Z","date":"2026-11-21","model":"claude-opus-5",\
            "original_model":"claude-opus-5","provider":"anthropic","input_tokens":1000,\
            "output_tokens":500,"cache_creation_tokens":500,"cache_creation_1h_tokens":300,\
            "cache_read_tokens":4000,"estimated":false,"cost_usd":0.076500001,\
            "without_usd":0.076500001,"savings_usd":{},"overhead_usd":0.000000000,"from_cache":false,"cache":"miss","status":200,\
            "ending":"complete","total_ms":900,"first_byte_ms":300,"tool":"claude-cli",\
            "session":"session-1","key":null,"id":"x000000000007","tags":[],"holdout":false}\
            """);
  }

  @Test
  void a_hit_costs_nothing_and_says_so() {
    String line = CostLog.line(Entries.entry(1, Entries.START, "m", CacheState.HIT, 1), BERLIN);

    assertThat(line)
        .contains(
            "\"cost_usd\":0.000000000,\"without_usd\":0.000000001,"
                + "\"savings_usd\":{\"exact\":0.000000001},\"overhead_usd\":0.000000000,"
                + "\"from_cache\":true");
  }

  @Test
  void savings_cache_breaks_and_routing_are_in_the_line() {
    LedgerEntry e = Entries.entry(1);
    Money money =
        new Money(
            new Cost.Priced(10),
            new Cost.Priced(25),
            List.of(new Saving("routing", 15, 5, 1, false)));
    Notes notes =
        new Notes(
            List.of("a"),
            new CacheBreak("tools", "tools[3] read_file", 900, 41, false),
            new Routed("auto", "simple", "short"),
            true);

    assertThat(CostLog.line(Entries.with(e, money, notes), BERLIN))
        .contains("\"savings_usd\":{\"routing\":0.000000015},\"overhead_usd\":0.000000005")
        .endsWith(
            """
            "tags":["a"],"cache_break":"tools","cache_break_what":"tools[3] read_file",\
            "cache_break_tokens":900,"cache_break_usd":0.000000041,"routed_tier":"simple",\
            "routed_reason":"short","holdout":true}\
            """);
  }

  @Test
  void what_has_no_price_is_null_and_never_zero() {
    LedgerEntry e = Entries.entry(1);
    LedgerEntry unpriced =
        new LedgerEntry(
            e.id(),
            e.at(),
            e.who(),
            e.asked(),
            e.served(),
            e.outcome(),
            e.usage(),
            new Money(new Cost.Unpriced("m"), new Cost.Unpriced("m"), List.of()),
            e.timings(),
            e.notes());

    assertThat(CostLog.line(unpriced, BERLIN)).contains("\"cost_usd\":null,\"without_usd\":null");
  }

  @Test
  void the_ledger_writes_a_line_an_exchange_into_a_private_file() throws Exception {
    Path lines = folder.resolve("costs.jsonl");
    for (int start = 0; start < 2; start++) {
      try (SqliteLedger ledger =
          SqliteLedger.open(
              folder.resolve("ledger.db"), new LedgerConfig(lines, 5, null), BERLIN)) {
        ledger.record(Entries.entry(start * 2L));
        ledger.record(Entries.entry(start * 2L + 1));
      }
    }

    assertThat(Files.readAllLines(lines)).hasSize(4);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lines)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_cost_log_that_cannot_be_written_stops_nothing() throws Exception {
    Path nowhere = folder.resolve("none/costs.jsonl");
    try (SqliteLedger ledger =
        SqliteLedger.open(
            folder.resolve("ledger.db"), new LedgerConfig(nowhere, 5, null), BERLIN)) {
      ledger.record(Entries.entry(1));
      ledger.flush();
      Files.createDirectory(folder.resolve("none"));
      ledger.record(Entries.entry(2));
      ledger.flush();

      assertThat(ledger.written()).isEqualTo(2);
    }
    assertThat(Files.readAllLines(nowhere)).hasSize(1);
  }
}
