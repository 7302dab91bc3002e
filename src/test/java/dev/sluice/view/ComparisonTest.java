package dev.sluice.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.view.Comparison.Estimate;
import dev.sluice.view.Comparison.Session;
import dev.sluice.view.Comparison.TooFew;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What sessions cost with savings and without. */
final class ComparisonTest {

  @Test
  void fewer_than_ten_sessions_on_a_side_give_no_estimate() {
    assertThat(Comparison.of(List.of())).isEqualTo(new TooFew(0, 0));
    assertThat(Comparison.of(sessions(9, 100, 1, 1))).isEqualTo(new TooFew(9, 100));
    assertThat(Comparison.of(sessions(100, 9, 1, 1))).isEqualTo(new TooFew(100, 9));
    assertThat(Comparison.of(sessions(10, 10, 1, 1))).isInstanceOf(Estimate.class);
  }

  @Test
  void sessions_that_cost_nothing_give_no_estimate() {
    assertThat(Comparison.of(sessions(10, 10, 0, 0))).isEqualTo(new TooFew(10, 10));
  }

  @Test
  void equal_sessions_leave_no_doubt() {
    // 3 nano-dollars a token without savings, 2 with
    assertThat(Comparison.of(sessions(10, 30, 3, 2)))
        .isInstanceOfSatisfying(
            Estimate.class,
            e -> {
              assertThat(e.heldNanos()).isCloseTo(3000, within(1e-9));
              assertThat(e.treatedNanos()).isCloseTo(2000, within(1e-9));
              assertThat(e.saving()).isCloseTo(1 / 3.0, within(1e-12));
              assertThat(e.low()).isCloseTo(1 / 3.0, within(1e-9));
              assertThat(e.high()).isCloseTo(1 / 3.0, within(1e-9));
            });
  }

  @Test
  void the_interval_is_welchs_on_the_logarithm() {
    // Without: 5 x 2, 5 x 4: mean 3, variance 10/9. With: 5 x 1, 5 x 3: mean 2, variance 10/9.
    List<Session> sessions = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      sessions.add(new Session(true, 2000, 1000));
      sessions.add(new Session(true, 4000, 1000));
      sessions.add(new Session(false, 1000, 1000));
      sessions.add(new Session(false, 3000, 1000));
    }

    // a = 1/81, b = 1/36, t(15.635) = 2.12396; 1 - 2/3 exp(-+ t sqrt(a + b))
    assertThat(Comparison.of(sessions))
        .isInstanceOfSatisfying(
            Estimate.class,
            e -> {
              assertThat(e.saving()).isCloseTo(1 / 3.0, within(1e-12));
              assertThat(e.low()).isCloseTo(-0.0203, within(5e-4));
              assertThat(e.high()).isCloseTo(0.5644, within(5e-4));
            });
  }

  @Test
  void students_quantiles_are_those_of_the_tables() {
    assertThat(Student.quantile975(9)).isCloseTo(2.262157, within(5e-4));
    assertThat(Student.quantile975(15)).isCloseTo(2.131450, within(5e-5));
    assertThat(Student.quantile975(30)).isCloseTo(2.042272, within(1e-5));
    assertThat(Student.quantile975(1e9)).isCloseTo(1.959964, within(1e-6));
  }

  @Test
  void the_interval_holds_the_truth_about_ninety_five_times_in_a_hundred() {
    long seed = 20_261_121;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int holds = 0;
    for (int n = 0; n < 2000; n++) {
      List<Session> sessions = new ArrayList<>();
      for (int s = 0; s < 120; s++) {
        boolean held = s < 20;
        double tokens = 1000 + random.nextInt(1_000_000);
        double rate = (held ? 3.0 : 1.8) * Math.exp(0.5 * random.nextGaussian());
        sessions.add(new Session(held, rate * tokens, tokens));
      }
      if (Comparison.of(sessions) instanceof Estimate e && e.low() <= 0.4 && e.high() >= 0.4) {
        holds++;
      }
    }

    assertThat(holds / 2000.0).isBetween(0.92, 0.97);
  }

  private static List<Session> sessions(int held, int treated, double with0, double with1) {
    List<Session> sessions = new ArrayList<>();
    for (int n = 0; n < held + treated; n++) {
      double tokens = 1000 * (n + 1);
      sessions.add(new Session(n < held, tokens * (n < held ? with0 : with1), tokens));
    }
    return sessions;
  }
}
