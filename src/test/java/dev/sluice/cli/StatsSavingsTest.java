package dev.sluice.cli;

import static dev.sluice.ledger.Entries.entry;
import static dev.sluice.ledger.Entries.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.Entries;
import dev.sluice.ledger.LedgerConfig;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.LedgerEntry.CacheBreak;
import dev.sluice.ledger.LedgerEntry.Money;
import dev.sluice.ledger.LedgerEntry.Notes;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.ledger.SqliteLedger;
import dev.sluice.price.Cost;
import dev.sluice.store.DataFolder;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice stats} and a receipt say of savings and cache breaks. */
final class StatsSavingsTest {
  @TempDir Path home;

  @BeforeEach
  void write_a_ledger() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (int n = 0; n < 9; n++) {
      entries.add(
          noted(
              n,
              List.of(new Saving("prompt-cache", 20_000_000, true)),
              new CacheBreak("system", "system[0]: a time of day", 9000, 40_000_000, true)));
    }
    CacheBreak tools = new CacheBreak("tools", "tools[3] read_file", 4000, 20_000_000, false);
    entries.add(
        noted(9, List.of(new Saving("routing", 1_500_000_000L, 20_000_000, 3, false)), tools));
    entries.add(noted(10, List.of(new Saving("semantic", -4_000_000, 4_000_000, 1, true)), tools));
    entries.add(
        noted(11, List.of(), new CacheBreak("expired", "7 minutes", 2000, 8_000_000, false)));
    entries.add(noted(12, List.of(), new CacheBreak("model", "", 1000, 1_000_000, false)));
    entries.add(noted(13, List.of(), null));
    try (SqliteLedger ledger =
        SqliteLedger.open(DataFolder.ledgerIn(home), LedgerConfig.DEFAULT, ZoneOffset.UTC)) {
      entries.forEach(ledger::record);
    }
  }

  @Test
  void stats_end_with_what_each_mechanism_saved_and_what_broke_the_cache() {
    Ran ran = Ran.in(home, "stats", "--data", home.toString());

    assertThat(ran.out())
        .isEqualTo(
            """
            model              calls  hits      in  write    read    out   cost  saved
            claude-sonnet-4-6     14     0  14,000  7,000  56,000  7,000  $1.40  $1.68
            saved by routing: $1.50 (1 exchange, net of $0.0200 spent in 3 calls of its own, estimated)
            saved by prompt-cache: $0.1800 (9 exchanges, measured)
            saved by semantic: -$0.0040 (1 exchange, net of $0.0040 spent in 1 call of its own, measured)
            13 cache breaks cost $0.41: system[0]: a time of day (9), tools[3] read_file (2), expired (1), others (1)
              system[0]: a time of day keeps defeating the prompt cache: move it behind what stays the same
            holdout: 1 session without savings, 2 with; an estimate needs at least 10 on each side
            """);
  }

  @Test
  void stats_group_by_mechanism() {
    Ran ran = Ran.in(home, "stats", "--by", "mechanism", "--data", home.toString());

    assertThat(ran.out())
        .startsWith(
            """
            mechanism     calls  hits      in  write    read    out     cost     saved
            prompt-cache      9     0   9,000  4,500  36,000  4,500  $0.9000   $0.1800
            routing           1     0   1,000    500   4,000    500  $0.1000     $1.50
            semantic          1     0   1,000    500   4,000    500  $0.1000  -$0.0040
            total            14     0  14,000  7,000  56,000  7,000    $1.40     $1.68
            """);
  }

  @Test
  void json_has_all_of_it() {
    Ran ran = Ran.in(home, "stats", "--json", "--data", home.toString());

    assertThat(ran.out())
        .contains(
            "\"savings_usd\":{\"prompt-cache\":0.180000000,\"routing\":1.500000000,"
                + "\"semantic\":-0.004000000}",
            "\"mechanisms\":[{\"mechanism\":\"routing\",\"exchanges\":1,\"saved_usd\":1.500000000,"
                + "\"spent_usd\":0.020000000,\"calls\":3,\"measured\":false},",
            "\"cache_breaks\":{\"count\":13,\"lost_tokens\":92000,\"lost_usd\":0.409000000,"
                + "\"causes\":[{\"kind\":\"system\",\"what\":\"system[0]: a time of day\","
                + "\"count\":9,\"lost_tokens\":81000,\"lost_usd\":0.360000000,"
                + "\"wandering\":true},",
            "\"holdout\":{\"sessions_without\":1,\"sessions_with\":2,\"saving\":null,"
                + "\"needs_sessions_on_each_side\":10}");
  }

  @Test
  void the_receipt_of_a_run_names_the_dearest_break_and_its_turn() {
    assertThat(Receipt.of(home, "run-1", Entries.START, false))
        .isEqualTo(
            "14 requests  $1.40  73 % cache read  saved $1.68"
                + "  13 cache breaks cost $0.41 (turn 1: system changed)");
    assertThat(Receipt.of(home, "other", Entries.START, false))
        .isEqualTo("no requests came through Sluice");
  }

  @Test
  void the_receipt_of_a_program_that_had_the_gateway_to_itself_needs_no_tag() {
    assertThat(Receipt.of(home, "other", Entries.START, true))
        .isEqualTo(Receipt.of(home, "run-1", Entries.START, false));
  }

  /** Of three sessions the first is held out. */
  private static LedgerEntry noted(long n, List<Saving> savings, @Nullable CacheBreak broken) {
    long net = savings.stream().mapToLong(Saving::nanos).sum();
    Money money =
        new Money(new Cost.Priced(100_000_000), new Cost.Priced(100_000_000 + net), savings);
    return with(entry(n), money, new Notes(List.of("run-1"), broken, null, n % 3 == 0));
  }
}
