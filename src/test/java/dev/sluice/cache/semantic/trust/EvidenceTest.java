package dev.sluice.cache.semantic.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static Evidence after(int right, int wrong, double similarity) {
    Evidence evidence = new Evidence(0.01);
    for (int i = 0; i < right + wrong; i++) {
      evidence.learn("f", similarity, i >= wrong);
    }
    return evidence;
  }

  @Test
  void limits_are_those_of_the_tables() {
    assertThat(Binomial.upper(0, 299, 0.95)).isCloseTo(0.00997, within(0.00002));
    assertThat(Binomial.upper(0, 10, 0.95)).isCloseTo(0.2589, within(0.0002));
    assertThat(Binomial.upper(1, 10, 0.975)).isCloseTo(0.4450, within(0.0002));
    assertThat(Binomial.lower(1, 10, 0.975)).isCloseTo(0.0025, within(0.0002));
    assertThat(Binomial.upper(5, 1_000, 0.95)).isCloseTo(0.01048, within(0.0001));
    assertThat(Binomial.upper(0, 0, 0.95)).isEqualTo(1);
    assertThat(Binomial.lower(0, 10, 0.95)).isZero();
  }

  @Test
  void one_percent_takes_299_comparisons_without_a_mistake() {
    assertThat(after(298, 0, 0.9).serves("f", 0.9, Outcomes.NONE)).isFalse();
    assertThat(after(299, 0, 0.9).serves("f", 0.9, Outcomes.NONE)).isTrue();
    assertThat(after(299, 1, 0.9).serves("f", 0.9, Outcomes.NONE)).isFalse();
    assertThat(after(473, 1, 0.9).serves("f", 0.9, Outcomes.NONE)).isTrue();
  }

  @Test
  void an_entry_that_was_right_before_needs_less() {
    Evidence evidence = after(200, 0, 0.9);

    assertThat(evidence.serves("f", 0.9, Outcomes.NONE)).isFalse();
    assertThat(evidence.serves("f", 0.9, new Outcomes(1, 0))).isTrue();
    assertThat(evidence.serves("f", 0.9, new Outcomes(2, 1))).isFalse();
  }

  @Test
  void what_holds_for_less_alike_pairs_holds_for_more_alike_ones_and_not_the_other_way() {
    Evidence evidence = after(299, 0, 0.9);

    assertThat(evidence.serves("f", 0.97, Outcomes.NONE)).isTrue();
    assertThat(evidence.serves("f", 0.85, Outcomes.NONE)).isFalse();
    assertThat(evidence.serves("other", 0.97, Outcomes.NONE)).isFalse();
  }

  @Test
  void mistakes_among_the_less_alike_do_not_stop_the_more_alike() {
    Evidence evidence = after(400, 0, 0.95);
    for (int i = 0; i < 10; i++) {
      evidence.learn("f", 0.82, i % 2 == 0);
    }

    assertThat(evidence.serves("f", 0.95, Outcomes.NONE)).isTrue();
    assertThat(evidence.serves("f", 0.82, Outcomes.NONE)).isFalse();
  }

  @Test
  void a_mistake_raises_the_bar() {
    assertThat(Evidence.bar(0.9, 0)).isCloseTo(0.94, within(1e-9));
    assertThat(Evidence.bar(0.9, 0.98)).isEqualTo(0.98);
    assertThat(Evidence.bar(0.999, 0)).isEqualTo(1);
  }
}
