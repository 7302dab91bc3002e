package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.demo.Progress.Done;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The sample agents straight at the simulated provider. */
final class ShowTest {

  @Test
  void both_agents_get_answers_to_every_call() throws Exception {
    List<Done> done = new CopyOnWriteArrayList<>();
    try (Simulator simulator = Simulator.start(SimOptions.DEFAULT)) {
      Show.run(simulator.address(), 40, done::add);

      SimulatorBill bill = SimulatorBill.of(simulator.address());
      assertThat(bill.requests()).isEqualTo(40);
      assertThat(bill.nanos()).isPositive();
    }
    assertThat(done).hasSize(40).noneMatch(Done::hit);
    assertThat(done).filteredOn(call -> call.agent().equals("coder-agent")).hasSize(16);
    assertThat(done).extracting(Done::what).contains("task 1 again, turn 8", "sum up thread 1");
  }
}
