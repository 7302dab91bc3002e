package dev.sluice.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The contestants of a race: starts them, times that, and looks at their idle memory. */
final class Field {

  /** A first start may build the tree and make the start-up cache. */
  private static final double FIRST_START_SECONDS = 240;

  private static final double START_SECONDS = 20;

  private final Options options;
  private final Pit pit;
  private final Figures figures;
  private final List<Contestant> all = new ArrayList<>();

  Field(Options options, Pit pit, Figures figures) {
    this.options = options;
    this.pit = pit;
    this.figures = figures;
  }

  /** Everyone, direct first. */
  List<Contestant> all() {
    return all;
  }

  /** Everyone but direct. */
  List<Contestant> proxies() {
    return all.stream().filter(c -> !c.name().equals(Contestant.DIRECT)).toList();
  }

  List<String> names() {
    return all.stream().map(Contestant::name).toList();
  }

  void start() throws IOException, InterruptedException {
    Contestant mock = pit.mock(options.mockPort);
    all.add(mock);
    if (options.nginx) {
      all.add(timed(() -> pit.nginx(mock.port())));
    }
    if (options.gatewayUrl != null) {
      all.add(running());
    } else if (options.gateway) {
      first(pit.gateway(mock.port(), options.gatewayArgs));
      all.add(timed(() -> pit.gateway(mock.port(), options.gatewayArgs)));
    }
    idle();
  }

  private Contestant running() throws InterruptedException {
    ProcessHandle process =
        ProcessHandle.of(options.gatewayPid)
            .orElseThrow(() -> new Usage("--gateway-pid: no process " + options.gatewayPid));
    Contestant gateway =
        new Contestant(Contestant.GATEWAY, options.gatewayUrl.getPort(), process, false);
    answers(gateway, START_SECONDS);
    return gateway;
  }

  /** How a contestant is started. */
  private interface Starter {
    Contestant start() throws IOException;
  }

  /**
   * Starts and ends a gateway so that the tree is built and its start-up cache made before anything
   * is timed.
   */
  private void first(Contestant gateway) throws IOException, InterruptedException {
    Race.say("first start of the gateway (builds what is missing)");
    answers(gateway, FIRST_START_SECONDS);
    long limit = System.nanoTime() + (long) (FIRST_START_SECONDS * 1e9);
    while (Machine.hasChildren(gateway.process()) && System.nanoTime() < limit) {
      Thread.sleep(100);
    }
    gateway.close();
  }

  /**
   * Starts a contestant as often as asked for, from the command to its first proxied answer; the
   * last one stays.
   */
  private Contestant timed(Starter starter) throws IOException, InterruptedException {
    int times = options.has(Scenario.START) ? Math.min(3, options.rounds) : 1;
    while (true) {
      long began = System.nanoTime();
      Contestant contestant = starter.start();
      answers(contestant, START_SECONDS);
      if (options.has(Scenario.START)) {
        figures.add(Metric.START, contestant.name(), (System.nanoTime() - began) / 1e9);
      }
      if (--times == 0) {
        return contestant;
      }
      contestant.close();
    }
  }

  private void answers(Contestant contestant, double seconds) throws InterruptedException {
    if (!Probe.answers(contestant, Scenario.probe(), seconds)) {
      throw new Usage(
          contestant.name() + " does not answer; its output ends:\n" + pit.log(contestant.name()));
    }
  }

  private void idle() throws InterruptedException {
    if (options.has(Scenario.MEMORY)) {
      Thread.sleep(1500);
      for (Contestant contestant : proxies()) {
        if (contestant.ours()) {
          figures.add(Metric.MEMORY_IDLE, contestant.name(), contestant.memory());
        }
      }
    }
  }
}
