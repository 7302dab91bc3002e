package dev.sluice.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.workload.replay.Bill;
import dev.sluice.workload.replay.Replay;
import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Variant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workload in a small size, against the real simulator and the real gateway. */
final class WorkloadsTest {
  private static final long SEED = 7;

  static Stream<Workload> small() {
    return Stream.of(
        CodingAgent.plain(4),
        CodingAgent.marked(4),
        new Interview(3),
        new DemoAgent(9),
        new SupportAgent(1, 0),
        new IdeChat(4),
        new OneShots(6),
        new SubAgents(3, 2),
        new ClockInSystem(3),
        new ClaudeCode(8));
  }

  private static Run direct(Workload workload, long seed) throws Exception {
    return Replay.once(
        Variant.direct(), seed, () -> {}, scene -> workload.play(scene, styled(workload)));
  }

  /** The direct run may have a style of its own. */
  private static Variant styled(Workload workload) {
    return workload.variants().getFirst();
  }

  @ParameterizedTest
  @MethodSource("small")
  void a_workload_plays_without_errors_and_its_books_are_exact(Workload workload) throws Exception {
    Outcome outcome = new Bench(SEED, null, Progress.SILENT).play(workload);

    assertThat(outcome.runs()).hasSameSizeAs(workload.variants());
    assertThat(outcome.runs()).allSatisfy(run -> assertThat(run.failure()).isEmpty());
    assertThat(outcome.runs().getFirst().bill().requests()).isPositive();
    assertThat(outcome.verdicts())
        .filteredOn(verdict -> verdict.goal().startsWith("no call ends in an error"))
        .singleElement()
        .matches(Verdict::met);
    assertThat(outcome.verdicts())
        .filteredOn(verdict -> verdict.goal().startsWith("ledger and bill"))
        .singleElement()
        .matches(Verdict::met);
  }

  @Test
  void the_same_seed_gives_the_same_bill_and_another_seed_another_one() throws Exception {
    Bill once = direct(CodingAgent.plain(5), 3).bill();

    assertThat(direct(CodingAgent.plain(5), 3).bill()).isEqualTo(once);
    assertThat(direct(CodingAgent.plain(5), 4).bill()).isNotEqualTo(once);
  }

  @Test
  void a_client_that_marks_reads_its_own_prefix_each_turn() throws Exception {
    List<Bill.Line> lines = direct(CodingAgent.marked(5), SEED).bill().lines();

    assertThat(lines).hasSize(5);
    assertThat(lines.getFirst().tokens().cacheRead()).isZero();
    assertThat(lines.subList(1, 5))
        .allSatisfy(line -> {
          assertThat(line.tokens().cacheRead()).isGreaterThan(4_000);
          assertThat(line.tokens().input()).isZero();
        });
  }

  @Test
  void the_session_of_claude_code_keeps_its_bytes_and_its_cache_reads() throws Exception {
    Outcome outcome = new Bench(SEED, null, Progress.SILENT).play(new ClaudeCode(8));

    assertThat(outcome.verdicts()).allMatch(Verdict::met);
    Run run = outcome.runs().getFirst();
    assertThat(run.bill().lines().getLast().tokens().cacheRead()).isGreaterThan(8_000);
    assertThat(run.received().getFirst().target()).isEqualTo("/v1/messages?beta=true");
  }

  @Test
  void the_names_are_unique_and_each_workload_has_a_direct_run() {
    assertThat(Workloads.ALL).extracting(Workload::name).doesNotHaveDuplicates();
    for (Workload workload : Workloads.ALL) {
      assertThat(workload.variants())
          .as(workload.name())
          .extracting(Variant::name)
          .doesNotHaveDuplicates()
          .contains(Variant.DIRECT, Variant.SLUICE);
    }
  }
}
