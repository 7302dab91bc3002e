package dev.sluice.bench;

import dev.sluice.bench.load.Load;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.load.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * The measurement from start to end: start everybody, warm them up, run the rounds, hold streams.
 *
 * <p>All contestants are up at once. In each round every scenario is run by everyone in shuffled
 * order.
 */
final class Race {

  /**
   * Time after a run until its processor time is read, so that work put off (a ledger's) is
   * counted.
   */
  private static final int SETTLE_MILLIS = 250;

  private final Options options;
  private final Load load;
  private final Field field;
  private final Random order;
  private final Figures figures = new Figures();
  private final Map<String, Long> requests = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private Watch watch;

  Race(Options options, Pit pit, Load load) {
    this.options = options;
    this.load = load;
    this.field = new Field(options, pit, figures);
    this.order = new Random(options.seed);
  }

  /** Measures everything that was asked for. */
  Outcome run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    field.start();
    watch = new Watch(field.all());
    LedgerCheck ledger = new LedgerCheck(field);
    warm();
    for (int round = 1; round <= options.rounds; round++) {
      round(round);
    }
    memory();
    String entries = ledger.compare(requests);
    long seconds = Math.round((System.nanoTime() - began) / 1e9);
    return new Outcome(
        figures, field.names(), requests, faults, entries, watch.others(), watch.steal(), seconds);
  }

  /** The gateway for 15 s, the others shorter: they have little or nothing to warm up. */
  private void warm() {
    List<Scenario> chosen = options.scenarios.stream().filter(Scenario::inRounds).toList();
    List<Scenario> mix = chosen.isEmpty() ? List.of(Scenario.SMALL) : chosen;
    for (Contestant contestant : field.all()) {
      boolean gateway = contestant.name().equals(Contestant.GATEWAY);
      double seconds = (gateway ? 15 : 3) * (options.quick ? 0.4 : 1) / mix.size();
      say("warming up " + contestant.name());
      for (Scenario scenario : mix) {
        if (scenario != Scenario.HIT || gateway) {
          prime(scenario, contestant);
          count(contestant, scenario, load.run(contestant.port(), scenario.plan(seconds)));
        }
      }
    }
  }

  private void round(int round) throws InterruptedException {
    for (Scenario scenario : options.scenarios) {
      if (!scenario.inRounds()) {
        continue;
      }
      List<Contestant> shuffled = new ArrayList<>(field.all());
      Collections.shuffle(shuffled, order);
      for (Contestant contestant : shuffled) {
        if (scenario != Scenario.HIT || contestant.name().equals(Contestant.GATEWAY)) {
          say("round " + round + ": " + scenario.word() + " " + contestant.name());
          measure(scenario, contestant);
        }
      }
    }
  }

  private void measure(Scenario scenario, Contestant contestant) throws InterruptedException {
    prime(scenario, contestant);
    double seconds = scenario.seconds(options.quick);
    long before = contestant.cpuMicros();
    Tally tally = observed(scenario, contestant, scenario.plan(seconds));
    long micros = contestant.cpuMicros() - before;
    Recorder recorder = new Recorder(figures, contestant.name(), tally, micros);
    switch (scenario) {
      case SMALL -> recorder.requests(Metric.SMALL_CPU);
      case MEDIUM -> recorder.requests(Metric.MEDIUM_CPU);
      case LARGE -> recorder.requests(Metric.LARGE_CPU);
      case RATE -> recorder.latency(Metric.RATE_P50);
      case PACED -> recorder.paced();
      case BURST -> recorder.events(Metric.BURST_CPU);
      case HIT -> {
        recorder.requests(Metric.HIT_CPU);
        Tally steady = observed(scenario, contestant, Scenario.steadyHits(2 * seconds));
        new Recorder(figures, contestant.name(), steady, 0).latency(Metric.HIT_P50);
      }
      case START, MEMORY -> throw new IllegalStateException("not of the rounds: " + scenario);
    }
  }

  /** One run and the time to settle, watched. */
  private Tally observed(Scenario scenario, Contestant contestant, Plan plan)
      throws InterruptedException {
    Watch.Mark mark = watch.mark();
    Tally tally = load.run(contestant.port(), plan);
    Thread.sleep(SETTLE_MILLIS);
    watch.since(mark);
    count(contestant, scenario, tally);
    return tally;
  }

  /** Puts the repeated request into the cache; its first answer cannot be a hit. */
  private void prime(Scenario scenario, Contestant contestant) {
    for (int i = 0; scenario == Scenario.HIT && i < 2; i++) {
      Tally tally = load.run(contestant.port(), Scenario.firstOfHits());
      tally.missed = 0;
      count(contestant, scenario, tally);
    }
  }

  private void memory() throws InterruptedException {
    for (Contestant contestant : field.proxies()) {
      if (!options.has(Scenario.MEMORY)) {
        return;
      }
      say("memory " + contestant.name());
      figures.add(Metric.MEMORY_AFTER, contestant.name(), contestant.memory());
      Tally tally = new Tally();
      CompletableFuture<Tally> held = load.start(contestant.port(), Scenario.MEMORY.plan(0), tally);
      Thread.sleep(4000);
      figures.add(Metric.MEMORY_HELD, contestant.name(), contestant.memory());
      figures.add(Metric.HELD_OPEN, contestant.name(), tally.open);
      count(contestant, Scenario.MEMORY, held.join());
    }
  }

  private void count(Contestant contestant, Scenario scenario, Tally tally) {
    requests.merge(contestant.name(), tally.replies + tally.pending, Long::sum);
    if (tally.errors() > 0) {
      faults.add(
          contestant.name()
              + " "
              + scenario.word()
              + ": "
              + tally.faults()
              + " of "
              + (tally.replies + tally.pending));
      say(faults.getLast());
    }
  }

  static void say(String line) {
    System.err.println("yardstick: " + line);
  }
}
