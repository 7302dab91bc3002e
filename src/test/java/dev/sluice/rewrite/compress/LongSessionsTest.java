package dev.sluice.rewrite.compress;

import static dev.sluice.rewrite.compress.Kit.CLOCK;
import static dev.sluice.rewrite.compress.Kit.FACTS;
import static dev.sluice.rewrite.compress.Kit.SONNET;
import static dev.sluice.rewrite.compress.Kit.price;
import static dev.sluice.rewrite.compress.Kit.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.price.Claim;
import dev.sluice.rewrite.LongTalk;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.SimAgent;
import dev.sluice.rewrite.SimAgent.Done;
import dev.sluice.rewrite.SimAgent.Habit;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compressor in long conversations with the simulated provider. */
class LongSessionsTest {
  private static final Simulator SIM = Simulator.start(SimOptions.DEFAULT);

  private final Kit kit = new Kit();

  @TempDir private Path folder = Path.of(".");

  @AfterAll
  static void stop() {
    SIM.close();
  }

  @BeforeEach
  void clean() {
    SimAgent.reset(SIM.address());
  }

  private SimAgent agent(Remembered remembered) {
    Rewrite rewrite = Kit.compressor(remembered, Later.atOnce());
    return new SimAgent(SIM.address(), SONNET, Habit.ECHOES, false, () -> rewrite)
        .asking(kit.says(FACTS));
  }

  private static List<Done> run(SimAgent agent, int turns) {
    List<Done> all = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      Done done = agent.turn(800);
      assertThat(done.status()).as("turn %d: %s", i, done.body()).isEqualTo(200);
      all.add(done);
    }
    return all;
  }

  @Test
  void forty_turns_keep_their_bytes_between_few_summaries() {
    SimAgent agent = agent(Remembered.inMemory(CLOCK));
    run(agent, 40);

    assertThat(kit.asked.size()).isBetween(2, 8);
    int changes = 0;
    for (int turn = 1; turn < 40; turn++) {
      String before = agent.sent().get(turn - 1);
      String prefix = before.substring(0, before.length() - 2);
      changes += agent.sent().get(turn).startsWith(prefix) ? 0 : 1;
    }
    assertThat(changes).isBetween(kit.asked.size() - 1, kit.asked.size());
  }

  @Test
  void later_facts_take_in_the_ones_before() {
    run(agent(Remembered.inMemory(CLOCK)), 40);
    assertThat(kit.asked.get(1)).contains("Facts from before:", "mend the parser");
  }

  @Test
  void facts_outlive_a_restart() {
    Remembered before = Remembered.open(folder, CLOCK);
    SimAgent agent = agent(before);
    run(agent, 25);
    before.close();
    int calls = kit.asked.size();
    String last = agent.sent().getLast();

    Remembered after = Remembered.open(folder, CLOCK);
    Rewrite rewrite = Kit.compressor(after, Later.atOnce());
    agent.through(() -> rewrite);
    run(agent, 1);
    after.close();

    assertThat(agent.sent().getLast()).startsWith(last.substring(0, last.length() - 2));
    assertThat(kit.asked).hasSize(calls);
  }

  @Test
  void what_is_spent_and_saved_is_claimed() {
    List<Done> turns = run(agent(Remembered.inMemory(CLOCK)), 30);
    List<Claim> claims = turns.stream().flatMap(t -> t.edit().claims().stream()).toList();
    assertThat(claims.stream().filter(Claim.Spent.class::isInstance))
        .hasSize(kit.asked.size())
        .allMatch(new Claim.Spent("compress", price("haiku", usage(20_000, 40)), 1)::equals);
    assertThat(turns.getLast().edit().claims())
        .anyMatch(c ->
            c instanceof Claim.Removed(String who, long tokens, boolean fresh)
                && who.equals("compress")
                && tokens > 5_000
                && !fresh);
  }

  @Test
  void a_long_talk_is_cheaper_with_the_real_small_model() {
    Rewrite none = Kit.compressor(Remembered.inMemory(CLOCK), Later.atOnce());
    SimAgent plain = new SimAgent(SIM.address(), SONNET, Habit.ECHOES, false, () -> none);
    run(plain.asking(LongTalk.NOBODY), 60);
    long without = cost();
    SimAgent.reset(SIM.address());
    Rewrite rewrite = Kit.compressor(Remembered.inMemory(CLOCK), Later.atOnce());
    SimAgent agent = new SimAgent(SIM.address(), SONNET, Habit.ECHOES, false, () -> rewrite);

    run(agent.asking(SimAgent.models(SIM.address())), 60);

    System.out.println(
        "compressor, 60 turns: " + cost() + " instead of " + without + " nano-dollars");
    assertThat(cost()).isLessThan(without / 2);
  }

  private static long cost() {
    return SimAgent.bill(SIM.address()).path("nanoDollars").asLong(-1);
  }
}
