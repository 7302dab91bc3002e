package dev.sluice.view;

import static dev.sluice.ledger.Entries.START;
import static dev.sluice.ledger.Entries.entry;
import static dev.sluice.ledger.Entries.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.exchange.CacheState;
import dev.sluice.ledger.LedgerConfig;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.LedgerEntry.CacheBreak;
import dev.sluice.ledger.LedgerEntry.Money;
import dev.sluice.ledger.LedgerEntry.Notes;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.ledger.LedgerEntry.Who;
import dev.sluice.ledger.SqliteLedger;
import dev.sluice.price.Cost;
import dev.sluice.price.PriceTable;
import dev.sluice.store.DataFolder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Savings, cache breaks and the holdout: the ledger and the meter say the same of them. */
final class SavingsViewTest {
  private static final CacheBreak CLOCK =
      new CacheBreak("system", "system[0]: a time of day", 1000, 300, true);
  private static final CacheBreak TOOLS = new CacheBreak("tools", "tools[3] Read", 500, 150, false);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path data;
  private final Meter meter = new Meter(() -> START, ZoneOffset.UTC, PriceTable.bundled());

  @Test
  void mechanisms_sum_what_they_saved_spent_and_called() throws Exception {
    write(
        saving(1, new Saving("exact", 10, true)),
        saving(2, new Saving("routing", 30, 5, 1, false), new Saving("exact", 1, true)),
        saving(3, new Saving("routing", -9, 9, 2, true)),
        entry(4));

    List<MechanismSums> expected =
        List.of(
            new MechanismSums("routing", 2, 21, 14, 3, 1),
            new MechanismSums("exact", 2, 11, 0, 0, 0));
    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.mechanisms(null, null)).isEqualTo(expected);
      assertThat(view.mechanisms(START.plusSeconds(4), null)).isEmpty();
      assertThat(view.by(GroupBy.MECHANISM, null, null))
          .extracting(Group::name, g -> g.totals().calls(), g -> g.totals().saved())
          .containsExactlyInAnyOrder(tuple("exact", 2L, 11L), tuple("routing", 2L, 21L));
    }
    assertThat(meter.mechanisms()).isEqualTo(expected);
  }

  @Test
  void cache_breaks_are_summed_by_cause_and_gaps_are_one_cause() throws Exception {
    write(
        broken(1, TOOLS),
        broken(2, CLOCK),
        broken(3, CLOCK),
        broken(4, new CacheBreak("expired", "6 minutes", 40, 4, false)),
        broken(5, new CacheBreak("expired", "9 minutes", 50, 5, false)),
        entry(6));

    List<BreakSums> expected =
        List.of(
            new BreakSums("system", "system[0]: a time of day", 2, 2000, 600, true),
            new BreakSums("tools", "tools[3] Read", 1, 500, 150, false),
            new BreakSums("expired", "", 2, 90, 9, false));
    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.cacheBreaks(null, null)).isEqualTo(expected);
      assertThat(view.cacheBreaks(null, START)).isEmpty();
    }
    assertThat(meter.cacheBreaks()).isEqualTo(expected);
    assertThat(expected)
        .extracting(BreakSums::cause)
        .containsExactly("system[0]: a time of day", "tools[3] Read", "expired");
    assertThat(new BreakSums("parameter", "thinking", 1, 1, 1, false).cause())
        .isEqualTo("parameter thinking");
  }

  @Test
  void breaks_of_a_run_name_the_turn_of_their_session() throws Exception {
    write(
        tagged(1, "a", "run", null),
        tagged(2, "b", "run", null),
        tagged(3, "a", "run", CLOCK),
        tagged(4, "a", "other", TOOLS),
        tagged(5, "b", "run", null),
        tagged(6, "b", "run", TOOLS));

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.breaksOf("run", START))
          .containsExactly(new BreakAt(2, "system", 1000, 300), new BreakAt(3, "tools", 500, 150));
      assertThat(view.breaksOf("none", START)).isEmpty();
    }
  }

  @Test
  void causes_beyond_a_bound_count_under_their_kind() {
    for (int n = 0; n < 300; n++) {
      meter.add(broken(n, new CacheBreak("message", "messages[" + n + "]", 1, 1, false)));
    }

    assertThat(meter.cacheBreaks()).hasSize(201);
    assertThat(meter.cacheBreaks().getFirst())
        .isEqualTo(new BreakSums("message", "", 100, 100, 100, false));
  }

  @Test
  void sessions_before_the_first_that_was_held_out_do_not_count() throws Exception {
    write(session(1, "early", false, 10), session(2, "held", true, 10), session(3, "x", false, 1));

    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.comparison(null, null)).isEqualTo(new Comparison.TooFew(1, 1));
      assertThat(view.comparison(START.plusSeconds(3), null))
          .isEqualTo(new Comparison.TooFew(0, 0));
    }
    assertThat(meter.comparison()).isEqualTo(new Comparison.TooFew(1, 1));
  }

  @Test
  void a_ledger_with_a_holdout_tells_what_was_saved() throws Exception {
    long seed = 7;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<LedgerEntry> entries = new ArrayList<>();
    for (int n = 0; n < 2000; n++) {
      int session = n % 200;
      boolean held = session % 5 == 0;
      double rate = (held ? 1000 : 600) * (0.7 + 0.6 * random.nextDouble());
      entries.add(session(n, "s" + session, held, (long) (rate * 756)));
    }
    write(entries.toArray(new LedgerEntry[0]));

    try (LedgerView view = LedgerView.open(data)) {
      Comparison comparison = view.comparison(null, null);
      assertThat(comparison)
          .isInstanceOfSatisfying(
              Comparison.Estimate.class,
              e -> {
                assertThat(e.held()).isEqualTo(40);
                assertThat(e.treated()).isEqualTo(160);
                assertThat(e.low()).isLessThan(0.4);
                assertThat(e.high()).isGreaterThan(0.4);
                assertThat(e.high() - e.low()).isLessThan(0.06);
              });
      assertThat(meter.comparison())
          .usingRecursiveComparison()
          .withComparatorForType(
              (a, b) -> Math.abs(a - b) <= 1e-6 ? 0 : Double.compare(a, b), Double.class)
          .isEqualTo(comparison);
    }
  }

  @Test
  void proxy_stats_have_all_of_it() {
    meter.add(saving(1, new Saving("routing", 30, 5, 1, false)));
    meter.add(broken(2, CLOCK));
    GatewayFacts facts =
        new GatewayFacts(
            1, "u", 5, true, 0, 0, 0, 0, new GatewayFacts.SemanticFacts(7, 3, 2, 1, 0.01, 0, 0.05));

    JsonNode stats = JSON.readTree(meter.proxyStats(facts));

    assertThat(stats.at("/routing/enabled").asBoolean(false)).isTrue();
    assertThat(stats.at("/holdout").isNull()).isTrue();
    assertThat(meter.proxyStats(facts))
        .contains(
            "\"savings_by_mechanism\":{\"routing\":{\"saved_usd\":0.000000030,\"spent_usd\":0.000000005,\"calls\":1,\"exchanges\":1,"
                + "\"measured\":false}}",
            "\"cache_breaks\":{\"count\":1,\"lost_tokens\":1000,\"lost_usd\":0.000000300,\"causes\":["
                + "{\"kind\":\"system\",\"what\":\"system[0]: a time of day\",\"count\":1,"
                + "\"lost_tokens\":1000,\"lost_usd\":0.000000300,\"wandering\":true}]}",
            "\"semantic\":{\"entries\":7,\"served\":3,\"probes\":2,\"crowded\":1,\"false_hit_rate\":0.0100,\"low\":0.0000,"
                + "\"high\":0.0500}");
  }

  @Test
  void proxy_stats_say_how_many_sessions_are_missing() {
    meter.add(session(1, "held", true, 10));

    JsonNode stats =
        JSON.readTree(meter.proxyStats(new GatewayFacts(1, "u", 5, true, 0, 0, 0, 0, null)));

    assertThat(stats.at("/holdout").toString())
        .isEqualTo(
            "{\"sessions_without\":1,\"sessions_with\":0,\"saving\":null,"
                + "\"needs_sessions_on_each_side\":10}");
    assertThat(stats.at("/semantic").isNull()).isTrue();
  }

  @Test
  void prometheus_has_overhead_and_cache_breaks() throws Exception {
    meter.add(saving(1, new Saving("prompt-cache", -2_000_000_000, 500_000_000, 1, false)));
    meter.add(broken(2, CLOCK));
    meter.add(broken(3, new CacheBreak("system", "system[1]", 11, 1, false)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    meter.prometheus(new GatewayFacts(1, "u", 5, true, 0, 0, 0, 0, null), out);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "sluice_saved_dollars{mechanism=\"prompt-cache\"} -2.0",
            "sluice_savings_overhead_dollars_total{mechanism=\"prompt-cache\"} 0.5",
            "sluice_cache_breaks_total{kind=\"system\"} 2.0",
            "sluice_cache_break_lost_tokens_total{kind=\"system\"} 1011.0");
  }

  private void write(LedgerEntry... entries) {
    try (SqliteLedger ledger =
        SqliteLedger.open(DataFolder.ledgerIn(data), LedgerConfig.DEFAULT, ZoneOffset.UTC)) {
      for (LedgerEntry entry : entries) {
        ledger.record(entry);
        meter.add(entry);
      }
    }
  }

  private static LedgerEntry saving(long n, Saving... savings) {
    long net = List.of(savings).stream().mapToLong(Saving::nanos).sum();
    Money money = new Money(new Cost.Priced(100), new Cost.Priced(100 + net), List.of(savings));
    return with(entry(n), money, Notes.NONE);
  }

  private static LedgerEntry broken(long n, CacheBreak broken) {
    LedgerEntry e = entry(n);
    return with(e, e.money(), new Notes(List.of(), broken, null));
  }

  private static LedgerEntry tagged(
      long n, String session, String tag, @Nullable CacheBreak broken) {
    LedgerEntry e = in(session, entry(n));
    return with(e, e.money(), new Notes(List.of(tag), broken, null));
  }

  /** 1024 bytes up and 500 tokens down are 756 tokens. */
  private static LedgerEntry session(long n, String session, boolean held, long nanos) {
    LedgerEntry e =
        in(session, entry(n, START.plusSeconds(n), "claude-sonnet-4-6", CacheState.MISS, nanos));
    return with(e, e.money(), new Notes(List.of(), null, null, held));
  }

  private static LedgerEntry in(String session, LedgerEntry e) {
    return new LedgerEntry(
        e.id(),
        e.at(),
        new Who(e.who().tenant(), null, session, ""),
        e.asked(),
        e.served(),
        e.outcome(),
        e.usage(),
        e.money(),
        e.timings(),
        e.notes());
  }
}
