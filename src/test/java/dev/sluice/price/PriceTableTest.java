package dev.sluice.price;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every multiplier against figures computed by hand; the computation is in the comment. */
final class PriceTableTest {
  private final PriceTable prices = PriceTable.bundled();

  @Test
  void input_20k_fresh_30k_read_500_out_on_sonnet_is_7650_hundred_thousandths_of_a_dollar() {
    Usage usage = usage(20_000, 0, 0, 30_000, 500);

    // 20,000 x $3/M = 0.060; 30,000 x $0.30/M = 0.009; 500 x $15/M = 0.0075
    assertCost("claude-sonnet-4-5", usage, 76_500_000L);
    assertCost("claude-sonnet-4-6", usage, 76_500_000L);
  }

  @Test
  void each_bucket_has_its_own_price() {
    // Opus 5: one million of each: 5 + 6.25 + 10 + 0.50 + 25
    assertCost("claude-opus-5", usage(1_000_000, 0, 0, 0, 0), 5_000_000_000L);
    assertCost("claude-opus-5", usage(0, 1_000_000, 0, 0, 0), 6_250_000_000L);
    assertCost("claude-opus-5", usage(0, 0, 1_000_000, 0, 0), 10_000_000_000L);
    assertCost("claude-opus-5", usage(0, 0, 0, 1_000_000, 0), 500_000_000L);
    assertCost("claude-opus-5", usage(0, 0, 0, 0, 1_000_000), 25_000_000_000L);
    assertCost("claude-opus-5", million(), 46_750_000_000L);
  }

  @Test
  void one_token_is_exact_to_the_nano_dollar() {
    // Haiku 5.5: $0.10/M = 100 nano-dollars; read $0.01/M = 10; write 5m $0.125/M = 125
    assertCost("claude-haiku-5-5", usage(1, 0, 0, 0, 0), 100);
    assertCost("claude-haiku-5-5", usage(0, 0, 0, 1, 0), 10);
    assertCost("claude-haiku-5-5", usage(0, 1, 0, 0, 0), 125);
  }

  @Test
  void rounding_is_half_up_and_once_at_the_end() {
    Tariff batch = new Tariff("batch", "standard", null);

    // 125 x 0.5 = 62.5 -> 63; two tokens are 125 and not 2 x 63
    assertCost("claude-haiku-5-5", with(usage(0, 1, 0, 0, 0), batch), 63);
    assertCost("claude-haiku-5-5", with(usage(0, 2, 0, 0, 0), batch), 125);
  }

  @Test
  void cache_reads_have_the_factor_of_their_model() {
    Usage read = usage(0, 0, 0, 1_000_000, 0);

    assertCost("claude-fable-5-1", read, 250_000_000L); // 10 x 0.025
    assertCost("claude-mythos-5-1", read, 250_000_000L);
    assertCost("claude-fable-5", read, 1_000_000_000L); // 10 x 0.1
    assertCost("claude-opus-5-5", read, 200_000_000L); // 4 x 0.05
    assertCost("claude-sonnet-5-5", read, 100_000_000L); // 2 x 0.05
    assertCost("claude-sonnet-5", read, 200_000_000L); // 2 x 0.1
    assertCost("claude-haiku-4-5", read, 100_000_000L); // 1 x 0.1
  }

  @Test
  void the_tier_of_haiku_5_5_is_chosen_by_all_input_and_holds_for_all_tokens() {
    // 100,000 in all: 50,000 x 100 + 20,000 x 125 + 10,000 x 200 + 20,000 x 10 + 1,000 x 500
    assertCost("claude-haiku-5-5", usage(50_000, 20_000, 10_000, 20_000, 1_000), 10_200_000L);
    // one more fresh token: 50,001 x 500 + 20,000 x 625 + 10,000 x 1000 + 20,000 x 50 + 1,000 x
    // 2,500
    assertCost("claude-haiku-5-5", usage(50_001, 20_000, 10_000, 20_000, 1_000), 51_000_500L);
  }

  @Test
  void other_models_have_no_long_prompt_tier() {
    // 900,000 x $3/M
    assertCost("claude-sonnet-4-6", usage(900_000, 0, 0, 0, 0), 2_700_000_000L);
  }

  @Test
  void a_batch_costs_half_of_every_token_class() {
    // 46.75 / 2
    assertCost(
        "claude-opus-5", with(million(), new Tariff("batch", "standard", null)), 23_375_000_000L);
  }

  @Test
  void fast_has_its_own_prices_with_the_cache_factors_on_top() {
    Tariff fast = new Tariff("standard", "fast", null);

    // Opus 5.5: 8 + 10 + 16 + 8 x 0.05 + 40
    assertCost("claude-opus-5-5", with(million(), fast), 74_400_000_000L);
    // Opus 5 and 4.8: 10 + 12.50 + 20 + 1 + 50
    assertCost("claude-opus-5", with(million(), fast), 93_500_000_000L);
    assertCost("claude-opus-4-8", with(million(), fast), 93_500_000_000L);
  }

  @Test
  void opus_4_6_that_was_asked_for_fast_is_billed_by_the_speed_it_reports() {
    // 5 + 6.25 + 10 + 0.50 + 25
    assertCost(
        "claude-opus-4-6",
        with(million(), new Tariff("standard", "standard", null)),
        46_750_000_000L);
  }

  @Test
  void a_speed_without_a_published_price_is_unpriced() {
    assertUnpriced("claude-opus-4-7", with(million(), new Tariff("standard", "fast", null)));
    assertUnpriced("claude-sonnet-5", with(million(), new Tariff("standard", "fast", null)));
    assertUnpriced("claude-opus-5", with(million(), new Tariff("standard", "warp", null)));
  }

  @Test
  void a_batch_is_never_fast() {
    assertCost(
        "claude-opus-5", with(million(), new Tariff("batch", "fast", null)), 23_375_000_000L);
  }

  @Test
  void inference_in_the_us_costs_a_tenth_more_from_4_6_on() {
    Tariff us = new Tariff("standard", "standard", "us");

    assertCost("claude-opus-4-6", with(million(), us), 51_425_000_000L); // 46.75 x 1.1
    assertCost("claude-opus-4-5", with(million(), us), 46_750_000_000L);
    assertCost(
        "claude-opus-4-6",
        with(million(), new Tariff("standard", "standard", "global")),
        46_750_000_000L);
  }

  @Test
  void multipliers_stack() {
    // Opus 5.5 fast in the US: 74.40 x 1.1
    assertCost(
        "claude-opus-5-5", with(million(), new Tariff("standard", "fast", "us")), 81_840_000_000L);
    // Haiku 5.5, long, batch, US: 1,000,000 x $0.50/M x 0.5 x 1.1
    assertCost(
        "claude-haiku-5-5",
        with(usage(1_000_000, 0, 0, 0, 0), new Tariff("batch", "standard", "us")),
        275_000_000L);
  }

  @Test
  void priority_tokens_are_valued_at_the_standard_price() {
    assertCost(
        "claude-opus-5",
        with(million(), new Tariff("priority", "standard", null)),
        46_750_000_000L);
  }

  @Test
  void web_searches_cost_10_dollars_a_thousand_and_half_of_it_in_a_batch() {
    Usage searched = with(usage(1_000, 0, 0, 0, 0), new ServerTools(3, 5, 2), Tariff.STANDARD);

    // 1,000 x $3/M + 3 x $0.01
    assertCost("claude-sonnet-4-6", searched, 33_000_000L);
    // 1,000 x $1.50/M + 3 x $0.01
    assertCost(
        "claude-sonnet-4-6", with(searched, new Tariff("batch", "standard", null)), 16_500_000L);
  }

  @Test
  void iterations_are_the_bill_each_at_the_price_of_its_own_model() {
    Usage usage =
        new Usage(
            999_999,
            0,
            0,
            0,
            999_999,
            0,
            ServerTools.NONE,
            Tariff.STANDARD,
            List.of(
                new Iteration("message", null, 1_000, 0, 0, 0, 100),
                new Iteration("compaction", null, 2_000, 0, 0, 0, 200),
                new Iteration("advisor_message", "claude-opus-5", 1_000, 0, 0, 0, 100),
                new Iteration("tomorrows_kind", null, 0, 0, 0, 10, 0)),
            false);

    // Sonnet 4.6: 3,010 tokens in: 3,000 x 3000 + 10 x 300 + 300 x 15000; Opus 5: 1,000 x 5000 +
    // 100 x 25000
    assertCost("claude-sonnet-4-6", usage, 9_003_000L + 4_500_000L + 7_500_000L);
  }

  @Test
  void an_iteration_of_an_unknown_model_leaves_the_whole_unpriced_and_names_it() {
    Usage usage =
        new Usage(
            0,
            0,
            0,
            0,
            0,
            0,
            ServerTools.NONE,
            Tariff.STANDARD,
            List.of(
                new Iteration("message", null, 1, 0, 0, 0, 1),
                new Iteration("advisor_message", "claude-oracle-9", 1, 0, 0, 0, 1)),
            false);

    assertThat(prices.cost("claude-opus-5", usage)).isEqualTo(new Cost.Unpriced("claude-oracle-9"));
  }

  @Test
  void unknown_cache_prices_matter_only_where_cache_was_used() {
    // 8 + 40
    assertCost("claude-fable-5-2", usage(1_000_000, 0, 0, 0, 1_000_000), 48_000_000_000L);
    assertCost("claude-mythos-5-2", usage(1_000_000, 0, 0, 0, 1_000_000), 48_000_000_000L);
    assertUnpriced("claude-fable-5-2", usage(1, 1, 0, 0, 0));
    assertUnpriced("claude-fable-5-2", usage(1, 0, 1, 0, 0));
    assertUnpriced("claude-mythos-5-2", usage(1, 0, 0, 1, 0));
  }

  @Test
  void an_unknown_model_is_unpriced_and_never_about_sonnet() {
    for (String model :
        List.of(
            "claude-sonnet", "claude-sonnet-9", "claude-sonnet-4-6-turbo", "gpt-5.1", "", "-")) {
      assertUnpriced(model, usage(1, 0, 0, 0, 0));
      assertThat(prices.knows(model)).as(model).isFalse();
    }
  }

  @Test
  void nothing_used_is_free_whatever_the_model() {
    assertThat(prices.cost("no-such-model", Usage.NONE)).isEqualTo(Cost.free());
  }

  @Test
  void counts_that_no_model_can_have_are_unpriced() {
    assertUnpriced("claude-opus-5", usage(-1, 0, 0, 0, 0));
    assertUnpriced("claude-opus-5", usage(Long.MAX_VALUE, 0, 0, 0, 0));
    assertUnpriced("claude-opus-5", usage(1_000_000_000_000L, 0, 0, 0, 1_000_000_000_000L * 2));
  }

  @Test
  void a_model_is_known_in_every_form_of_its_name() {
    for (String id :
        List.of(
            "claude-opus-4-5",
            "claude-opus-4-5-20251101",
            "claude-opus-4-5@20251101",
            "anthropic.claude-opus-4-5-20251101-v1:0",
            "anthropic.claude-opus-4-6-v1",
            "claude-haiku-4-5-20251001",
            "claude-sonnet-4-20250514",
            "claude-sonnet-4-0",
            "claude-opus-4-20250514",
            "claude-3-5-haiku-20241022",
            "claude-3-5-haiku-latest",
            "claude-3-7-sonnet-20250219",
            "claude-3-haiku-20240307")) {
      assertThat(prices.knows(id)).as(id).isTrue();
    }
    for (String id :
        List.of(
            "claude-opus-4-5-20251301",
            "claude-opus-4-5-2025110",
            "claude-opus-4-5-19991101",
            "anthropic.claude-opus-4-5-20251101-vx",
            "anthropic.",
            "-20251101")) {
      assertThat(prices.knows(id)).as(id).isFalse();
    }
  }

  @Test
  void every_model_of_the_price_list_is_there() {
    assertThat(prices.models().keySet())
        .containsExactlyInAnyOrder(
            "claude-fable-5-2",
            "claude-mythos-5-2",
            "claude-fable-5-1",
            "claude-mythos-5-1",
            "claude-fable-5",
            "claude-mythos-5",
            "claude-opus-5-5",
            "claude-opus-5",
            "claude-opus-4-8",
            "claude-opus-4-7",
            "claude-opus-4-6",
            "claude-opus-4-5",
            "claude-opus-4-1",
            "claude-opus-4",
            "claude-sonnet-5-5",
            "claude-sonnet-5",
            "claude-sonnet-4-6",
            "claude-sonnet-4-5",
            "claude-sonnet-4",
            "claude-3-7-sonnet",
            "claude-haiku-5-5",
            "claude-haiku-4-5",
            "claude-3-5-haiku",
            "claude-3-haiku");
  }

  @Test
  void cache_writes_follow_the_published_factors_of_the_input_price() {
    prices.models().values().stream()
        // Haiku 3 was published with writes at 1.2 of the input price.
        .filter(m -> m.standard().cacheRead() != null && !m.id().equals("claude-3-haiku"))
        .forEach(m -> {
          assertFactors(m.id(), m.standard());
          if (m.fast() != null) {
            assertFactors(m.id() + " fast", m.fast());
            assertThat(ratio(m.fast().cacheRead(), m.fast().input()))
                .isEqualByComparingTo(ratio(m.standard().cacheRead(), m.standard().input()));
          }
          if (m.longPrompt() != null) {
            assertFactors(m.id() + " long", m.longPrompt().rates());
          }
        });
  }

  private static void assertFactors(String what, Rates rates) {
    assertThat(ratio(rates.cacheWrite5m(), rates.input())).as(what).isEqualByComparingTo("1.25");
    assertThat(ratio(rates.cacheWrite1h(), rates.input())).as(what).isEqualByComparingTo("2");
    assertThat(ratio(rates.output(), rates.input())).as(what).isEqualByComparingTo("5");
  }

  private static BigDecimal ratio(@Nullable BigDecimal price, @Nullable BigDecimal input) {
    return requireNonNull(price).divide(requireNonNull(input));
  }

  private void assertCost(String model, Usage usage, long nanos) {
    assertThat(prices.cost(model, usage)).as(model).isEqualTo(new Cost.Priced(nanos));
  }

  private void assertUnpriced(String model, Usage usage) {
    assertThat(prices.cost(model, usage)).isEqualTo(new Cost.Unpriced(model));
  }

  private static Usage million() {
    return usage(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
  }

  private static Usage usage(long input, long write5m, long write1h, long read, long output) {
    return new Usage(
        input,
        write5m,
        write1h,
        read,
        output,
        0,
        ServerTools.NONE,
        Tariff.STANDARD,
        List.of(),
        false);
  }

  private static Usage with(Usage u, Tariff tariff) {
    return with(u, u.serverTools(), tariff);
  }

  private static Usage with(Usage u, ServerTools tools, Tariff tariff) {
    return new Usage(
        u.input(),
        u.cacheWrite5m(),
        u.cacheWrite1h(),
        u.cacheRead(),
        u.output(),
        u.thinking(),
        tools,
        tariff,
        u.iterations(),
        u.estimated());
  }
}
