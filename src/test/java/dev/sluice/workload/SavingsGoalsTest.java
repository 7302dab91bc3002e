package dev.sluice.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What is promised of the savings, one test a goal, each workload in its full size. */
@Tag("savings")
final class SavingsGoalsTest {
  private static final long SEED = 1;

  @TestFactory
  Stream<DynamicContainer> every_goal_is_met() {
    return Workloads.ALL.stream()
        .map(workload -> DynamicContainer.dynamicContainer(workload.name(), goals(workload)));
  }

  private static Stream<DynamicTest> goals(Workload workload) {
    return Stream.of(workload)
        .flatMap(one -> played(one).stream())
        .map(verdict ->
            DynamicTest.dynamicTest(
                verdict.goal(), () -> assertThat(verdict).matches(Verdict::met)));
  }

  private static List<Verdict> played(Workload workload) {
    try {
      return new Bench(SEED, null, Progress.SILENT).play(workload).verdicts();
    } catch (Exception failed) {
      throw new IllegalStateException(workload.name(), failed);
    }
  }
}
