package dev.sluice.sim.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Prices against figures computed by hand from spec anthropic-api section 7.2. */
final class PriceListTest {
  private static final long MILLION = 1_000_000;
  private static final long DOLLAR = 1_000_000_000;
  private static final Tokens ALL = new Tokens(MILLION, MILLION, MILLION, MILLION, MILLION, 0, 0);

  @Test
  void every_bucket_has_its_price() {
    assertThat(cost("claude-opus-5-5", ALL)).isEqualTo(37_200 * DOLLAR / 1_000);
    assertThat(cost("claude-fable-5-1", ALL)).isEqualTo(92_750 * DOLLAR / 1_000);
    assertThat(cost("claude-sonnet-5-5", ALL)).isEqualTo(18_600 * DOLLAR / 1_000);
    assertThat(cost("claude-haiku-4-5-20251001", ALL)).isEqualTo(9_350 * DOLLAR / 1_000);
  }

  @Test
  void haiku_has_a_dearer_tier_for_long_prompts() {
    Tokens small = new Tokens(100_000, 0, 0, 0, 1_000, 0, 0);
    Tokens large = new Tokens(100_001, 0, 0, 0, 1_000, 0, 0);

    assertThat(cost("claude-haiku-5-5", small)).isEqualTo(100_000 * 100 + 1_000 * 500);
    assertThat(cost("claude-haiku-5-5", large)).isEqualTo(100_001 * 500 + 1_000 * 2_500);
  }

  @Test
  void batch_halves_and_geography_adds_a_tenth_rounded_once() {
    Tokens odd = new Tokens(0, 1, 0, 0, 0, 0, 0);

    assertThat(cost("claude-haiku-5-5", odd, "batch", "global", "standard")).isEqualTo(63);
    assertThat(cost("claude-haiku-5-5", odd, "standard", "us", "standard")).isEqualTo(138);
    assertThat(cost("claude-haiku-5-5", odd, "batch", "us", "standard")).isEqualTo(69);
  }

  @Test
  void fast_costs_twice_where_it_exists() {
    assertThat(cost("claude-opus-5-5", ALL, "standard", "global", "fast"))
        .isEqualTo(2 * 37_200 * DOLLAR / 1_000);
  }

  @Test
  void iterations_are_the_bill_where_there_are_any() {
    Tokens pass = new Tokens(1_000, 0, 0, 0, 100, 0, 0);
    Spend spend =
        new Spend(
            "claude-sonnet-5",
            new Tokens(10, 0, 0, 0, 10, 0, 0),
            List.of(
                new Iteration("compaction", "claude-sonnet-5", pass),
                new Iteration("message", "claude-sonnet-5", pass)),
            "standard",
            "global",
            "standard");

    assertThat(PriceList.cost(spend)).isEqualTo(2 * (1_000 * 2_000 + 100 * 10_000));
  }

  @Test
  void a_web_search_costs_a_cent() {
    assertThat(cost("claude-sonnet-5", new Tokens(0, 0, 0, 0, 0, 0, 1))).isEqualTo(DOLLAR / 100);
  }

  private static long cost(String model, Tokens tokens) {
    return cost(model, tokens, "standard", "global", "standard");
  }

  private static long cost(String model, Tokens tokens, String tier, String geo, String speed) {
    return PriceList.cost(new Spend(model, tokens, List.of(), tier, geo, speed));
  }
}
