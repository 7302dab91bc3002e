package dev.sluice.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an exact hit would have cost without the cache. */
final class SavingsTest {
  private static final Instant STORED = Instant.parse("2026-11-20T10:00:00Z");

  private final PriceTable prices = PriceTable.bundled();
  private final Usage usage = usage(1_000_000, 1_000_000, List.of());

  @Test
  void within_five_minutes_all_writes_count_as_reads() {
    // Sonnet 4.6: 2,000,000 x $0.30/M
    assertThat(after(Duration.ofSeconds(299))).isEqualTo(new Cost.Priced(600_000_000L));
  }

  @Test
  void within_the_hour_only_the_long_writes_do() {
    // 1,000,000 x $3.75/M + 1,000,000 x $0.30/M
    assertThat(after(Duration.ofMinutes(5))).isEqualTo(new Cost.Priced(4_050_000_000L));
    assertThat(after(Duration.ofMinutes(59))).isEqualTo(new Cost.Priced(4_050_000_000L));
  }

  @Test
  void later_they_count_as_stored() {
    // 1,000,000 x $3.75/M + 1,000,000 x $6/M
    assertThat(after(Duration.ofHours(1))).isEqualTo(new Cost.Priced(9_750_000_000L));
  }

  @Test
  void iterations_are_reread_too() {
    Usage iterated =
        usage(0, 0, List.of(new Iteration("message", null, 0, 1_000_000, 1_000_000, 0, 0)));

    assertThat(
            Savings.exactHit(prices, "claude-sonnet-4-6", iterated, STORED, STORED.plusSeconds(1)))
        .isEqualTo(new Cost.Priced(600_000_000L));
  }

  @Test
  void the_requested_model_sets_the_price() {
    assertThat(Savings.exactHit(prices, "claude-opus-5", usage, STORED, STORED))
        .isEqualTo(new Cost.Priced(1_000_000_000L));
    assertThat(Savings.exactHit(prices, "nobody", usage, STORED, STORED))
        .isEqualTo(new Cost.Unpriced("nobody"));
  }

  private Cost after(Duration age) {
    return Savings.exactHit(prices, "claude-sonnet-4-6", usage, STORED, STORED.plus(age));
  }

  private static Usage usage(long write5m, long write1h, List<Iteration> iterations) {
    return new Usage(
        0, write5m, write1h, 0, 0, 0, ServerTools.NONE, Tariff.STANDARD, iterations, false);
  }
}
