package dev.sluice.rewrite.compress;

import static dev.sluice.rewrite.compress.Kit.CLOCK;
import static dev.sluice.rewrite.compress.Kit.EARLY;
import static dev.sluice.rewrite.compress.Kit.FACTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import dev.sluice.message.TokenEstimate;
import dev.sluice.models.ModelFacts;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.Rewrites;
import dev.sluice.rewrite.Rewritten;
import dev.sluice.rewrite.SimAgent;
import dev.sluice.rewrite.SimAgent.Habit;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import dev.sluice.rewrite.reduce.Reductions;
import dev.sluice.rewrite.reduce.Switches;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pruning and compressing both give a conversation another beginning, which costs the prompt cache.
 * One of them at a time is enough.
 */
class BesidePruningTest {
  private static final Simulator SIM = Simulator.start(SimOptions.DEFAULT);

  /** Pruned from 12,900 tokens on, down to about 7,700; the compressor's trigger is 10,000. */
  private static final ModelFacts SMALL =
      new ModelFacts(
          "claude-sonnet-4-5",
          true,
          1_024,
          false,
          false,
          14_000,
          1_000,
          1.0,
          ModelFacts.Capabilities.NONE);

  private static final int TURNS = 60;
  private static final int A_TURN = 1_000;

  private final Kit kit = new Kit();

  @AfterAll
  static void stop() {
    SIM.close();
  }

  @BeforeEach
  void clean() {
    SimAgent.reset(SIM.address());
  }

  @Test
  void a_cut_waits_for_facts_that_are_on_their_way() {
    List<String> alone = run(false, 4);
    long blind = cost();
    SimAgent.reset(SIM.address());

    List<String> together = run(true, 4);

    System.out.println(
        "turns with another beginning: "
            + changes(together)
            + " for "
            + cost()
            + " nano-dollars; without knowing of each other "
            + changes(alone)
            + " for "
            + blind);
    assertThat(together).noneMatch(body -> body.contains("Sluice left out"));
    assertThat(changes(together)).hasSizeLessThan(changes(alone).size());
    assertThat(cost()).isLessThan(blind);
  }

  @Test
  void a_conversation_that_was_cut_is_compressed_only_when_it_is_long_again() {
    List<String> sent = run(true, 6);

    assertThat(sent).anyMatch(body -> body.contains("Sluice left out"));
    for (int turn : changes(sent)) {
      byte[] before = sent.get(turn - 1).getBytes(UTF_8);
      int tokens = TokenEstimate.of(before, 0, before.length);
      assertThat(tokens).as("before turn %d", turn).isGreaterThan(EARLY.trigger() - A_TURN);
    }
  }

  private static Reductions prune() {
    ReduceConfig d = ReduceConfig.DEFAULT;
    ReduceConfig config =
        new ReduceConfig(
            d.duplicates(),
            d.boilerplate(),
            d.diffFirst(),
            d.truncate(),
            new ReduceConfig.Prune(null, 0.92, 4),
            EARLY);
    return Reductions.open(null, config, new Switches(false, false, false, true, false));
  }

  /** A session in which the small model takes so many turns to answer. */
  private List<String> run(boolean together, int late) {
    try (Reductions prune = prune()) {
      Later later = Later.whenTold();
      ToLongFunction<Draft> spared = together ? prune::spared : draft -> 0;
      Compressor compressor =
          new Compressor(EARLY, Remembered.inMemory(CLOCK), Kit::price, spared, CLOCK, later);
      List<Rewrite> all = new ArrayList<>(List.of(compressor));
      all.addAll(together ? prune.rewrites(compressor::isMaking) : prune.rewrites());
      return turns(new AsOne(new Rewrites(all)), later, late);
    }
  }

  private List<String> turns(Rewrite one, Later later, int late) {
    SimAgent agent =
        new SimAgent(SIM.address(), SMALL, Habit.ECHOES, false, () -> one)
            .asking(kit.says(FACTS))
            .marking();
    int waited = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      assertThat(agent.turn(500).status()).isEqualTo(200);
      waited = later.waiting() == 0 ? 0 : waited + 1;
      if (waited > late) {
        later.run();
      }
    }
    return agent.sent();
  }

  /** The turns that did not go on from the one before. */
  private static List<Integer> changes(List<String> sent) {
    List<Integer> changes = new ArrayList<>();
    for (int turn = 1; turn < sent.size(); turn++) {
      String before = sent.get(turn - 1);
      if (!sent.get(turn).startsWith(before.substring(0, before.length() - 2))) {
        changes.add(turn);
      }
    }
    return changes;
  }

  private static long cost() {
    return SimAgent.bill(SIM.address()).path("nanoDollars").asLong(-1);
  }

  /** Several rewrites as one. */
  private record AsOne(Rewrites all) implements Rewrite {
    @Override
    public String mechanism() {
      return "several";
    }

    @Override
    public Edit rewrite(Draft draft) {
      Rewritten done = all.apply(draft);
      Span whole = new Span(0, draft.body().bytes().length);
      return new Edit(new Splices().replace(whole, done.body()), done.betas(), done.claims(), null);
    }
  }
}
