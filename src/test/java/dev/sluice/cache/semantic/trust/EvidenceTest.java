package dev.sluice.cache.semantic.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static Trial same(double similarity) {
    return new Trial("f", Kind.SAME_WORDS, similarity);
  }

  private static Trial other(double similarity) {
    return new Trial("f", Kind.OTHER_WORDS, similarity);
  }

  private static Evidence after(int right, int wrong, Trial trial) {
    Evidence evidence = new Evidence(0.01);
    learn(evidence, wrong, trial, false);
    learn(evidence, right, trial, true);
    return evidence;
  }

  private static void learn(Evidence evidence, int times, Trial trial, boolean right) {
    for (int i = 0; i < times; i++) {
      evidence.learn(trial, right);
    }
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
    assertThat(after(298, 0, same(0.9)).serves(same(0.9), Outcomes.NONE)).isFalse();
    assertThat(after(299, 0, same(0.9)).serves(same(0.9), Outcomes.NONE)).isTrue();
    assertThat(after(471, 1, same(0.9)).serves(same(0.9), Outcomes.NONE)).isFalse();
    assertThat(after(472, 1, same(0.9)).serves(same(0.9), Outcomes.NONE)).isTrue();
  }

  @Test
  void an_entry_that_was_right_before_needs_less_of_its_family() {
    Evidence evidence = after(200, 0, same(0.9));

    assertThat(evidence.serves(same(0.9), Outcomes.NONE)).isFalse();
    assertThat(evidence.serves(same(0.9), new Outcomes(1, 0))).isTrue();
    assertThat(evidence.serves(same(0.9), new Outcomes(2, 1))).isFalse();
  }

  @Test
  void what_holds_for_less_alike_pairs_of_a_kind_holds_for_more_alike_ones_and_not_the_other_way() {
    Evidence evidence = after(400, 0, same(0.9));

    assertThat(evidence.serves(same(0.97), Outcomes.NONE)).isTrue();
    assertThat(evidence.serves(other(0.97), Outcomes.NONE)).isFalse();
    assertThat(evidence.serves(other(0.97), new Outcomes(50, 0))).isFalse();
    assertThat(evidence.serves(same(0.85), Outcomes.NONE)).isFalse();
    assertThat(evidence.serves(new Trial("g", Kind.SAME_WORDS, 0.97), Outcomes.NONE)).isFalse();
  }

  @Test
  void more_alike_pairs_do_not_prove_less_alike_ones() {
    Evidence evidence = after(400, 0, same(0.99));
    learn(evidence, 58, same(0.9), true);
    assertThat(evidence.serves(same(0.9), Outcomes.NONE)).isFalse();

    learn(evidence, 1, same(0.9), true);
    assertThat(evidence.serves(same(0.9), Outcomes.NONE)).isTrue();
  }

  @Test
  void neither_proof_nor_mistakes_of_one_kind_count_for_the_other() {
    Evidence evidence = after(400, 0, same(0.95));
    assertThat(evidence.serves(other(0.95), Outcomes.NONE)).isFalse();

    learn(evidence, 10, other(0.95), false);
    assertThat(evidence.serves(same(0.95), Outcomes.NONE)).isTrue();
  }

  @Test
  void a_mistake_takes_away_what_spoke_for_its_kind() {
    Evidence evidence = after(4_000, 0, same(0.95));

    evidence.learn(same(0.95), false);
    learn(evidence, 471, same(0.95), true);
    assertThat(evidence.serves(same(0.95), Outcomes.NONE)).isFalse();

    learn(evidence, 1, same(0.95), true);
    assertThat(evidence.serves(same(0.95), Outcomes.NONE)).isTrue();
  }

  @Test
  void mistakes_among_the_less_alike_do_not_stop_the_more_alike() {
    Evidence evidence = after(400, 0, same(0.95));
    learn(evidence, 5, same(0.82), false);
    learn(evidence, 5, same(0.82), true);

    assertThat(evidence.serves(same(0.95), Outcomes.NONE)).isTrue();
    assertThat(evidence.serves(same(0.82), Outcomes.NONE)).isFalse();
  }

  @Test
  void alone_an_entry_takes_59_comparisons_of_its_own() {
    Evidence evidence = new Evidence(0.01);

    assertThat(evidence.isProvenAlone(new Outcomes(58, 0))).isFalse();
    assertThat(evidence.isProvenAlone(new Outcomes(59, 0))).isTrue();
    assertThat(evidence.isProvenAlone(new Outcomes(59, 1))).isFalse();
  }

  @Test
  void a_cell_has_one_number() {
    Cell cell = Cell.of(Kind.OTHER_WORDS, 0.91);

    assertThat(Cell.of(cell.number())).isEqualTo(cell);
    assertThat(cell.band()).isEqualTo(45);
  }

  @Test
  void a_mistake_raises_the_bar() {
    assertThat(Evidence.bar(0.9, 0)).isCloseTo(0.94, within(1e-9));
    assertThat(Evidence.bar(0.9, 0.98)).isEqualTo(0.98);
    assertThat(Evidence.bar(0.999, 0)).isEqualTo(1);
  }
}
