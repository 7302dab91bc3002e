package dev.sluice.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.view.Totals;
import dev.sluice.workload.replay.Bill;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Variant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final Run DIRECT = run(Variant.direct(), 1_000);

  private static Run run(Variant variant, long nanos) {
    Bill bill = new Bill(1, new Totals.Tokens(0, 0, 0, 0, 0), nanos, List.of());
    return new Run(variant, bill, null, List.of(), "", Map.of());
  }

  private static Run sluice(long nanos) {
    return run(Variant.sluice("safe"), nanos);
  }

  @Test
  void a_share_is_met_at_its_border() {
    assertThat(Verdict.cheaper(sluice(200), DIRECT, 0.8))
        .isEqualTo(new Verdict("at least 80 % cheaper than direct", "80 %", true));
    assertThat(Verdict.cheaper(sluice(201), DIRECT, 0.8).met()).isFalse();
  }

  @Test
  void never_dearer_forgives_nothing() {
    assertThat(Verdict.notDearer(sluice(1_000), DIRECT, 0).met()).isTrue();
    assertThat(Verdict.notDearer(sluice(1_001), DIRECT, 0))
        .isEqualTo(new Verdict("never dearer than direct", "0.1 % dearer", false));
    assertThat(Verdict.notDearer(sluice(1_020), DIRECT, 0.02).met()).isTrue();
  }

  @Test
  void a_run_is_compared_with_its_baseline() {
    Run other = run(Variant.direct().as("other", "").comparedWith("other"), 500);
    Run apart = run(Variant.sluice("safe").as("apart", "").comparedWith("other"), 100);
    Runs runs = new Runs(List.of(DIRECT, sluice(250), other, apart));

    assertThat(runs.saved(runs.sluice())).isEqualTo(0.75);
    assertThat(runs.saved(apart)).isEqualTo(0.8);
    assertThat(runs.saved(DIRECT)).isNull();
    assertThat(runs.saved(other)).isNull();
  }

  @Test
  void another_profile_replaces_only_that_of_the_gateway_in_question() {
    assertThat(Variant.sluice("safe").withProfile("observe").setting()).isEqualTo("observe");
    assertThat(Variant.beside("alone", "safe", Map.of()).withProfile("observe").setting())
        .isEqualTo("safe");
    assertThat(Variant.direct().withProfile("observe").setting()).isEqualTo("direct");
  }
}
