package dev.sluice.bench;

import dev.sluice.bench.load.Plan;
import dev.sluice.bench.wire.Bodies;
import dev.sluice.bench.wire.Body;
import dev.sluice.bench.wire.Reply;
import java.util.List;
import java.util.Locale;

/**
 * What a round is made of, each with its load. Start and memory are measured once, outside the
 * rounds.
 */
enum Scenario {
  START(0, 0),
  SMALL(3, 1.5),
  MEDIUM(3, 1.5),
  LARGE(3, 1.5),
  RATE(5, 3),
  PACED(4, 2.5),
  BURST(3, 1.5),
  HIT(2, 1.5),
  MEMORY(0, 0);

  /** The bodies, made once. */
  private static final Body ONE_KB = Bodies.of(1 << 10, Reply.JSON);

  private static final Body TWENTY_KB = Bodies.of(20 << 10, Reply.JSON);
  private static final Body TWO_HUNDRED_KB = Bodies.of(200 << 10, Reply.JSON);
  private static final Body PACED_BODY = Bodies.of(1 << 10, Reply.PACED);
  private static final Body BURST_BODY = Bodies.of(1 << 10, Reply.BURST);
  private static final Body HELD_BODY = Bodies.of(1 << 10, Reply.HELD);

  /** Requests a second of the open loops. */
  private static final int STEADY = 300;

  private final double full;
  private final double quick;

  Scenario(double full, double quick) {
    this.full = full;
    this.quick = quick;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it belongs to the rounds. */
  boolean inRounds() {
    return full > 0;
  }

  /** How long it sends requests, in seconds. */
  double seconds(boolean hasty) {
    return hasty ? quick : full;
  }

  /** Its load for {@code seconds}. */
  Plan plan(double seconds) {
    return switch (this) {
      case START, SMALL -> Plan.closed(ONE_KB, 16, seconds);
      case MEDIUM -> Plan.closed(TWENTY_KB, 8, seconds);
      case LARGE -> Plan.closed(TWO_HUNDRED_KB, 8, seconds);
      case RATE -> Plan.open(ONE_KB, STEADY, seconds);
      case PACED -> Plan.streams(PACED_BODY, 200, seconds, 0.64);
      case BURST -> Plan.closed(BURST_BODY, 4, seconds);
      case HIT -> Plan.closed(ONE_KB, 16, seconds).repeated();
      case MEMORY -> Plan.streams(HELD_BODY, 1000, 0, 2);
    };
  }

  /** Repeats at a fixed rate, for the latency of a hit. */
  static Plan steadyHits(double seconds) {
    return Plan.open(ONE_KB, STEADY, seconds).repeated();
  }

  /** One request whose repeats are hits. */
  static Plan firstOfHits() {
    return Plan.closed(ONE_KB, 1, 0).repeated();
  }

  static Body probe() {
    return ONE_KB;
  }

  static Scenario named(String word) {
    for (Scenario scenario : values()) {
      if (scenario.word().equals(word)) {
        return scenario;
      }
    }
    List<String> words = List.of(values()).stream().map(Scenario::word).toList();
    throw new Usage("--scenario: " + word + " (expected: one of " + String.join(", ", words) + ")");
  }
}
