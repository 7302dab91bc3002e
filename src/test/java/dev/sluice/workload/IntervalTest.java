package dev.sluice.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class IntervalTest {

  @Test
  void the_interval_is_wilsons() {
    Interval half = Interval.wilson(50, 100);

    assertThat(half.low()).isCloseTo(0.4038, within(0.0001));
    assertThat(half.high()).isCloseTo(0.5962, within(0.0001));
  }

  @Test
  void no_mistake_is_no_proof() {
    assertThat(Interval.wilson(0, 100).low()).isZero();
    assertThat(Interval.wilson(0, 100).high()).isCloseTo(0.0370, within(0.0001));
    assertThat(Interval.wilson(0, 0)).hasToString("95 % interval 0 % to 100 %");
  }
}
