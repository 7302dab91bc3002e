package dev.sluice.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import dev.sluice.price.Claim.Marked;
import dev.sluice.price.Claim.Removed;
import dev.sluice.price.Claim.Rerouted;
import dev.sluice.price.Claim.Spent;
import dev.sluice.price.Valued.Saved;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Savings by mechanism, to the nano-dollar. Sonnet 4.6 per token in nano-dollars: 3000 fresh, 3750
 * and 6000 written, 300 read, 15000 out; Opus 5: 5000, 6250, 10000, 500, 25000.
 */
final class ValuedTest {
  private static final String SONNET = "claude-sonnet-4-6";
  private static final String OPUS = "claude-opus-5";
  private static final String HAIKU_5_5 = "claude-haiku-5-5";

  private final PriceTable prices = PriceTable.bundled();

  @Test
  void without_claims_nothing_is_saved() {
    Valued valued = value(SONNET, usage(10, 20, 0, 1000, 5));

    // 10 x 3000 + 20 x 3750 + 1000 x 300 + 5 x 15000
    assertThat(valued).isEqualTo(new Valued(nanos(480_000), nanos(480_000), List.of()));
  }

  @Test
  void placed_breakpoints_save_the_difference_to_fresh_input() {
    Valued valued = value(SONNET, usage(10, 20, 0, 1000, 5), new Marked());

    // 1030 x 3000 + 75000
    assertThat(valued.without()).isEqualTo(nanos(3_165_000));
    assertThat(valued.savings()).containsExactly(saved("prompt-cache", 2_685_000, true));
  }

  @Test
  void a_write_that_was_never_read_is_a_loss() {
    assertThat(value(SONNET, usage(10, 1000, 0, 0, 0), new Marked()).savings())
        .containsExactly(saved("prompt-cache", -750_000, true));
    assertThat(value(SONNET, usage(10, 0, 1000, 0, 0), new Marked()).savings())
        .containsExactly(saved("prompt-cache", -3_000_000, true));
  }

  @Test
  void breakpoints_are_valued_iteration_by_iteration_where_those_are_the_bill() {
    Usage iterated =
        usage(
            1,
            0,
            0,
            0,
            1,
            part("message", SONNET, 0, 1000, 0, 0, 10),
            part("advisor_message", OPUS, 500, 0, 0, 0, 2),
            part("message", null, 0, 0, 0, 1000, 20));

    Valued valued = value(SONNET, iterated, new Marked());

    // 3,750,000 + 150,000; 2,500,000 + 50,000; 300,000 + 300,000
    assertThat(valued.cost()).isEqualTo(nanos(7_050_000));
    // the advisor's part had no breakpoint: 2 x 3,000,000 for 3,750,000 + 300,000
    assertThat(valued.savings()).containsExactly(saved("prompt-cache", 1_950_000, true));
  }

  @Test
  void routing_saves_the_difference_of_the_prices_by_estimate() {
    Valued valued = value(SONNET, usage(100, 0, 0, 1000, 10), new Rerouted(OPUS));

    assertThat(valued.cost()).isEqualTo(nanos(750_000));
    assertThat(valued.without()).isEqualTo(nanos(1_250_000));
    assertThat(valued.savings()).containsExactly(saved("routing", 500_000, false));
  }

  @Test
  void routing_takes_iterations_of_the_served_model_along_in_whatever_form_it_is_named() {
    Usage iterated =
        usage(
            0,
            0,
            0,
            0,
            0,
            part("message", "claude-sonnet-4-6-20260217", 100, 0, 0, 0, 0),
            part("advisor_message", "claude-haiku-4-5", 100, 0, 0, 0, 0));

    // 100 x 2000 for the message, nothing for the advisor
    assertThat(value(SONNET, iterated, new Rerouted(OPUS)).savings())
        .containsExactly(saved("routing", 200_000, false));
  }

  @Test
  void removed_tokens_take_the_price_of_the_bucket_they_would_have_been_in() {
    Usage wrote = usage(10, 20, 0, 1000, 0);
    Usage wroteLong = usage(10, 0, 20, 1000, 0);
    Usage neither = usage(10, 0, 0, 0, 0);

    assertThat(net(wrote, new Removed("duplicates", 100, true))).isEqualTo(375_000);
    assertThat(net(wroteLong, new Removed("duplicates", 100, true))).isEqualTo(600_000);
    assertThat(net(neither, new Removed("duplicates", 100, true))).isEqualTo(300_000);
    assertThat(net(wrote, new Removed("duplicates", 100, false))).isEqualTo(30_000);
    assertThat(net(neither, new Removed("duplicates", 100, false))).isEqualTo(300_000);
  }

  @Test
  void beside_placed_breakpoints_removed_tokens_would_have_been_fresh() {
    Valued valued =
        value(
            SONNET, usage(10, 20, 0, 1000, 0), new Removed("duplicates", 100, false), new Marked());

    assertThat(valued.cost()).isEqualTo(nanos(405_000));
    assertThat(valued.without()).isEqualTo(nanos(3_390_000));
    assertThat(valued.savings())
        .containsExactly(
            saved("prompt-cache", 2_685_000, true), saved("duplicates", 300_000, false));
  }

  @Test
  void added_tokens_are_a_loss_and_leave_no_bucket_below_zero() {
    Usage usage = usage(10, 20, 0, 1000, 0);

    assertThat(net(usage, new Removed("diff-first", -5, true))).isEqualTo(-18_750);
    // 20 x 3750 + 10 x 3000 + 70 x 300
    assertThat(net(usage, new Removed("diff-first", -100, true))).isEqualTo(-126_000);
    assertThat(net(usage, new Removed("diff-first", -1_000_000, false))).isEqualTo(-405_000);
    assertThat(net(usage, new Removed("diff-first", Long.MIN_VALUE, true))).isEqualTo(-405_000);
  }

  @Test
  void the_tier_of_long_prompts_goes_by_the_size_without_the_mechanism() {
    Valued valued =
        value(HAIKU_5_5, usage(90_000, 0, 0, 0, 10), new Removed("prune", 20_000, true));

    // 90,000 x 100 + 10 x 500, and 110,000 x 500 + 10 x 2500 above 100,000 tokens
    assertThat(valued.cost()).isEqualTo(nanos(9_005_000));
    assertThat(valued.without()).isEqualTo(nanos(55_025_000));
    assertThat(valued.savings()).containsExactly(saved("prune", 46_020_000, false));
  }

  @Test
  void a_compacted_conversation_saves_what_it_no_longer_sends() {
    // 100,000 read tokens x 300
    assertThat(net(usage(10, 500, 0, 20_000, 0), new Removed("compaction", 100_000, false)))
        .isEqualTo(30_000_000);
  }

  @Test
  void the_exchange_that_compacts_pays_for_it_and_would_have_sent_the_long_prompt() {
    Usage compacting =
        usage(
            8000,
            0,
            0,
            0,
            100,
            part("compaction", SONNET, 1000, 0, 0, 150_000, 3000),
            part("message", SONNET, 8000, 0, 0, 0, 100));

    Valued valued = value(SONNET, compacting, new Removed("compaction", 0, false));

    // 3,000,000 + 45,000,000 + 45,000,000; 24,000,000 + 1,500,000
    assertThat(valued.cost()).isEqualTo(nanos(118_500_000));
    // 3,000,000 + 45,000,000 + 1,500,000
    assertThat(valued.without()).isEqualTo(nanos(49_500_000));
    assertThat(valued.savings()).containsExactly(saved("compaction", -69_000_000, true));
  }

  @Test
  void a_compaction_that_the_client_asked_for_is_no_saving() {
    Usage compacting = usage(0, 0, 0, 0, 0, part("compaction", null, 1000, 0, 0, 0, 10));

    assertThat(value(SONNET, compacting, new Marked()).savings())
        .containsExactly(saved("prompt-cache", 0, true));
  }

  @Test
  void what_a_mechanism_spends_is_in_the_cost_and_off_its_saving() {
    Valued valued =
        value(
            SONNET,
            usage(100, 0, 0, 1000, 10),
            new Spent("routing", nanos(7), 1),
            new Spent("routing", nanos(5), 2),
            new Spent("semantic", nanos(3), 1),
            new Rerouted(OPUS));

    assertThat(valued.cost()).isEqualTo(nanos(750_015));
    assertThat(valued.without()).isEqualTo(nanos(1_250_000));
    assertThat(valued.savings())
        .containsExactly(
            new Saved("routing", 499_988, 12, 3, false), new Saved("semantic", -3, 3, 1, true));
  }

  @Test
  void what_was_not_billed_saves_nothing() {
    Valued valued =
        value(
            SONNET,
            Usage.NONE,
            new Marked(),
            new Removed("prune", 100_000, true),
            new Spent("compress", nanos(9), 1));

    assertThat(valued)
        .isEqualTo(
            new Valued(nanos(9), Cost.free(), List.of(new Saved("compress", -9, 9, 1, true))));
  }

  @Test
  void no_number_is_invented_for_a_model_without_a_price() {
    Usage usage = usage(10, 0, 0, 0, 0);
    Cost unpriced = new Cost.Unpriced("nobody");

    assertThat(value("nobody", usage, new Marked(), new Rerouted(OPUS)))
        .isEqualTo(new Valued(unpriced, unpriced, List.of()));
    assertThat(value(SONNET, usage, new Rerouted("nobody"), new Marked()))
        .isEqualTo(new Valued(nanos(30_000), unpriced, List.of()));
    assertThat(value(SONNET, usage, new Spent("routing", unpriced, 1)))
        .isEqualTo(new Valued(unpriced, nanos(30_000), List.of()));
  }

  @Test
  void an_estimated_usage_gives_estimated_savings() {
    Usage cut = new Usage(10, 0, 0, 90, 0, 0, ServerTools.NONE, Tariff.STANDARD, List.of(), true);

    assertThat(value(SONNET, cut, new Marked()).savings())
        .containsExactly(saved("prompt-cache", 243_000, false));
  }

  @Test
  void a_hit_saves_the_reply_less_what_the_look_up_spent() {
    assertThat(Savings.hit("semantic", nanos(500), List.of(new Spent("semantic", nanos(20), 1))))
        .isEqualTo(
            new Valued(nanos(20), nanos(500), List.of(new Saved("semantic", 480, 20, 1, true))));
    assertThat(Savings.hit("exact", new Cost.Unpriced("m"), List.of()))
        .isEqualTo(new Valued(Cost.free(), new Cost.Unpriced("m"), List.of()));
  }

  @Test
  void the_savings_always_sum_to_the_difference() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int n = 0; n < 20_000; n++) {
      String model = any(random, SONNET, OPUS, HAIKU_5_5, "claude-fable-5-2", "nobody");
      Valued valued = Savings.value(prices, SONNET, model, randomUsage(random), claims(random));
      long sum = valued.savings().stream().mapToLong(Saved::nanos).sum();
      if (valued.cost() instanceof Cost.Priced(long paid)
          && valued.without() instanceof Cost.Priced(long instead)) {
        assertThat(sum).as("case %s", n).isEqualTo(instead - paid);
        assertThat(paid).isNotNegative();
        assertThat(instead).isNotNegative();
      } else {
        assertThat(valued.savings()).isEmpty();
      }
    }
  }

  private static List<Claim> claims(Random random) {
    List<Claim> claims = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String mechanism = Mechanisms.ALL.get(random.nextInt(Mechanisms.ALL.size()));
      claims.add(
          switch (random.nextInt(5)) {
            case 0 -> new Marked();
            case 1 -> new Rerouted(any(random, SONNET, OPUS, "nobody"));
            case 2 -> new Spent(mechanism, nanos(random.nextInt(1_000_000)), 1);
            default -> new Removed(mechanism, random.nextInt(-2000, 200_000), random.nextBoolean());
          });
    }
    return claims;
  }

  private static Usage randomUsage(Random random) {
    Iteration[] parts = new Iteration[random.nextInt(4)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          part(
              any(random, "message", "compaction", "advisor_message"),
              random.nextBoolean() ? null : any(random, SONNET, OPUS),
              some(random),
              some(random),
              some(random),
              some(random),
              some(random));
    }
    return usage(some(random), some(random), some(random), some(random), some(random), parts);
  }

  private static long some(Random random) {
    return random.nextBoolean() ? 0 : random.nextInt(200_000);
  }

  private static String any(Random random, String... all) {
    return all[random.nextInt(all.length)];
  }

  private long net(Usage usage, Claim claim) {
    Valued valued = value(SONNET, usage, claim);
    assertThat(valued.savings()).hasSize(1);
    assertThat(valued.without().nanosOrZero() - valued.cost().nanosOrZero())
        .isEqualTo(valued.savings().getFirst().nanos());
    return valued.savings().getFirst().nanos();
  }

  private Valued value(String served, Usage usage, Claim... claims) {
    return Savings.value(prices, SONNET, served, usage, List.of(claims));
  }

  private static Saved saved(String mechanism, long nanos, boolean measured) {
    return new Saved(mechanism, nanos, 0, 0, measured);
  }

  private static Cost nanos(long nanos) {
    return new Cost.Priced(nanos);
  }

  private static Iteration part(
      String type,
      @Nullable String model,
      long input,
      long write5m,
      long write1h,
      long read,
      long output) {
    return new Iteration(type, model, input, write5m, write1h, read, output);
  }

  private static Usage usage(
      long input, long write5m, long write1h, long read, long output, Iteration... parts) {
    return new Usage(
        input,
        write5m,
        write1h,
        read,
        output,
        0,
        ServerTools.NONE,
        Tariff.STANDARD,
        List.of(parts),
        false);
  }
}
