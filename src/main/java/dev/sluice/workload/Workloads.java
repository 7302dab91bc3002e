package dev.sluice.workload;

import java.util.List;

/** Every workload. */
public final class Workloads {
  /** The workloads, in the order in which they are played. */
  public static final List<Workload> ALL =
      List.of(
          CodingAgent.plain(40),
          CodingAgent.marked(40),
          new Interview(25),
          new DemoAgent(43),
          new SupportAgent(1_000, 4_000),
          new IdeChat(30),
          new OneShots(500),
          new SubAgents(8, 5),
          new ClockInSystem(30),
          new ClaudeCode(40));

  private Workloads() {}
}
