package dev.sluice.view;

import static dev.sluice.ledger.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.exchange.CacheState;
import dev.sluice.ledger.LedgerConfig;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.ledger.SqliteLedger;
import dev.sluice.price.PriceTable;
import dev.sluice.store.DataFolder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counting since the process started and today. */
final class MeterTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-11-20T11:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T23:00:00Z");
  private static final GatewayFacts FACTS =
      new GatewayFacts(8088, "https://api.anthropic.com", 5.0, true, 12, 3456, 7, 1, null);
  private static final String SONNET = "claude-sonnet-4-6";

  @TempDir Path data;
  private volatile Instant now = NOON;
  private final InstantSource clock = () -> now;
  private final Meter meter = new Meter(clock, BERLIN, PriceTable.bundled());

  @Test
  void stats_have_the_flat_and_the_grouped_fields_of_the_first_proxy() {
    meter.add(exchange(1, CacheState.MISS, 76_500_000L));
    meter.add(exchange(2, CacheState.HIT, 76_500_000L));

    JsonNode stats = stats();

    assertThat(stats.path("session_calls").asLong()).isEqualTo(2);
    assertThat(stats.path("port").asInt()).isEqualTo(8088);
    assertThat(stats.path("cache_enabled").asBoolean()).isTrue();
    assertThat(meter.proxyStats(FACTS))
        .startsWith(
            "{\"session_calls\":2,\"session_cost_usd\":0.076500000,"
                + "\"today_cost_usd\":0.076500000,\"daily_alert_threshold_usd\":5.000000000,"
                + "\"cache_enabled\":true,\"port\":8088,\"session\":{\"cost_usd\":0.076500000,");
    assertThat(stats.at("/session/calls").asLong()).isEqualTo(2);
    assertThat(stats.at("/session/saved_usd").asDouble()).isEqualTo(0.0765);
    assertThat(stats.at("/today/alert_threshold_usd").asDouble()).isEqualTo(5.0);
    assertThat(stats.at("/today/alert").asBoolean(true)).isFalse();
    assertThat(stats.at("/routing/enabled").asBoolean(true)).isFalse();
    assertThat(stats.at("/cache/hits").asLong()).isEqualTo(1);
    assertThat(stats.at("/cache/misses").asLong()).isEqualTo(1);
    assertThat(stats.at("/cache/hit_rate").asDouble()).isEqualTo(0.5);
    assertThat(stats.at("/cache/entries").asLong()).isEqualTo(12);
    assertThat(stats.at("/cache/saved_usd").asDouble()).isEqualTo(0.0765);
    assertThat(stats.at("/savings/exact_usd").asDouble()).isEqualTo(0.0765);
    assertThat(stats.at("/proxy/upstream").asString()).isEqualTo("https://api.anthropic.com");
    assertThat(stats.at("/ledger/written").asLong()).isEqualTo(7);
    assertThat(stats.at("/ledger/dropped").asLong()).isEqualTo(1);
  }

  @Test
  void a_hit_costs_nothing() {
    meter.add(exchange(1, CacheState.HIT, 76_500_000L));

    assertThat(meter.session().cost()).isZero();
    assertThat(meter.today().cost()).isZero();
    assertThat(meter.session().saved()).isEqualTo(76_500_000L);
  }

  @Test
  void the_days_cost_above_the_threshold_raises_the_alert() {
    meter.add(exchange(1, CacheState.MISS, 5_000_000_000L));

    assertThat(stats().at("/today/alert").asBoolean(false)).isTrue();
  }

  @Test
  void the_day_rolls_over_at_local_midnight_and_the_session_does_not() {
    meter.add(exchange(1, CacheState.MISS, 10));

    now = MIDNIGHT.minusNanos(1);
    assertThat(meter.today().cost()).isEqualTo(10);
    now = MIDNIGHT;

    assertThat(meter.today()).isEqualTo(Totals.NONE);
    assertThat(meter.session().cost()).isEqualTo(10);
  }

  @Test
  void an_exchange_counts_on_the_day_on_which_it_came() {
    now = MIDNIGHT.plusSeconds(5);
    meter.add(exchange(1, MIDNIGHT.plusSeconds(1), 10));
    meter.add(exchange(2, MIDNIGHT.minusSeconds(1), 20));

    assertThat(meter.today().cost()).isEqualTo(10);
    assertThat(meter.session().cost()).isEqualTo(30);
  }

  @Test
  void today_goes_on_where_earlier_processes_stopped() throws Exception {
    try (SqliteLedger ledger =
        SqliteLedger.open(DataFolder.ledgerIn(data), LedgerConfig.DEFAULT, BERLIN)) {
      ledger.record(exchange(1, NOON.minus(Duration.ofHours(20)), 1));
      ledger.record(exchange(2, NOON.minus(Duration.ofHours(2)), 10));
      // Written by this process already: it is counted as it comes.
      ledger.record(exchange(3, NOON.plusSeconds(1), 100));
    }
    meter.add(exchange(3, NOON.plusSeconds(1), 100));

    meter.resume(data);

    assertThat(meter.today().cost()).isEqualTo(110);
    assertThat(meter.today().calls()).isEqualTo(2);
    assertThat(meter.session().cost()).isEqualTo(100);
    now = MIDNIGHT;
    assertThat(meter.today()).isEqualTo(Totals.NONE);
  }

  @Test
  void without_a_ledger_today_begins_at_zero() {
    assertThatThrownBy(() -> meter.resume(data)).isInstanceOf(NoLedger.class);
    assertThat(meter.today()).isEqualTo(Totals.NONE);
  }

  @Test
  void many_threads_lose_no_count() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int n = 0; n < 1000; n++) {
              meter.add(exchange(n, CacheState.MISS, 3));
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(meter.session().calls()).isEqualTo(8000);
    assertThat(meter.today().cost()).isEqualTo(24_000);
  }

  @Test
  void prometheus_has_every_metric_with_bounded_labels() throws Exception {
    meter.add(exchange(1, CacheState.MISS, 76_500_000L));
    meter.add(exchange(2, CacheState.HIT, 76_500_000L));
    meter.add(entry(3, NOON, "claude-sonnet-4-5-20250929", CacheState.MISS, 1));
    meter.add(entry(4, NOON, "any\"thing\n-the client says", CacheState.MISS, 1));
    meter.add(entry(5, NOON, "something-else", CacheState.MISS, 1));

    assertThat(scrape().lines())
        .contains(
            "sluice_requests_total{cache=\"miss\",ending=\"complete\",provider=\"anthropic\"} 4.0",
            "sluice_requests_total{cache=\"hit\",ending=\"complete\",provider=\"none\"} 1.0",
            "sluice_tokens_total{bucket=\"cache_read\",model=\"claude-sonnet-4-6\"} 4000.0",
            "sluice_tokens_total{bucket=\"input\",model=\"other\"} 2000.0",
            "sluice_tokens_total{bucket=\"output\",model=\"claude-sonnet-4-5\"} 500.0",
            "sluice_cost_dollars_total{model=\"claude-sonnet-4-6\"} 0.0765",
            "sluice_saved_dollars{mechanism=\"exact\"} 0.0765",
            "sluice_ledger_entries_total{result=\"written\"} 7.0",
            "sluice_ledger_entries_total{result=\"dropped\"} 1.0",
            "sluice_cache_entries 12.0",
            "sluice_first_byte_seconds_count 5",
            "sluice_own_overhead_seconds_bucket{le=\"1.0E-4\"} 0",
            "sluice_own_overhead_seconds_bucket{le=\"2.5E-4\"} 5",
            "sluice_request_duration_seconds_count 5");
    assertThat(scrape()).doesNotContain("client says").doesNotContain("something-else");
  }

  private JsonNode stats() {
    return JsonMapper.builder().build().readTree(meter.proxyStats(FACTS));
  }

  private String scrape() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    meter.prometheus(FACTS, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static LedgerEntry exchange(long n, CacheState cache, long nanos) {
    return entry(n, NOON, SONNET, cache, nanos);
  }

  private static LedgerEntry exchange(long n, Instant at, long nanos) {
    return entry(n, at, SONNET, CacheState.MISS, nanos);
  }
}
