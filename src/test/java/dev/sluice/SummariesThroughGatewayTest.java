package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.CacheConfig;
import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig;
import dev.sluice.rewrite.compaction.CompactionConfig;
import dev.sluice.rewrite.reduce.ReduceConfig;
import dev.sluice.route.tier.RoutingConfig;
import dev.sluice.testkit.FakeProvider;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of old turns are made beside the exchanges, with their caller's credentials. */
class SummariesThroughGatewayTest {
  private static final String OWN = "<conversation ";
  private static final String FACTS = "These facts stand for it.";
  private static final int ENOUGH = 2_000;

  @TempDir Path folder;

  private static SluiceConfig early(SluiceConfig c) {
    ReduceConfig d = ReduceConfig.DEFAULT;
    ReduceConfig.Compress compress =
        new ReduceConfig.Compress(true, "claude-haiku-4-5", 10_000, 4, Duration.ofMinutes(1));
    SavingsConfig savings =
        new SavingsConfig(
            CacheConfig.DEFAULT,
            SemanticConfig.DEFAULT,
            PromptCacheConfig.DEFAULT,
            CompactionConfig.DEFAULT,
            RoutingConfig.DEFAULT,
            new ReduceConfig(
                d.duplicates(), d.boilerplate(), d.diffFirst(), d.truncate(), d.prune(), compress),
            0);
    return new SluiceConfig(
        c.listen(),
        c.profile(),
        c.providers(),
        c.models(),
        c.strict(),
        savings,
        c.keys(),
        c.limits(),
        c.ledger(),
        c.log(),
        c.data());
  }

  private static String talk(int turns) {
    StringBuilder talk = new StringBuilder("{\"model\":\"claude-sonnet-4-5\",\"messages\":[");
    for (int i = 0; i < turns; i++) {
      talk.append(i == 0 ? "" : ",{\"role\":\"assistant\",\"content\":\"yes\"},")
          .append("{\"role\":\"user\",\"content\":\"")
          .append(i)
          .append(" what is there to be said of it?".repeat(50))
          .append("\"}");
    }
    return talk.append("]}").toString();
  }

  private static String text(Wire.Message request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @Test
  void the_client_has_its_reply_and_is_gone_before_the_facts_are_there() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (GatewayRig rig = new GatewayRig(folder, SummariesThroughGatewayTest::early)) {
      rig.provider().script(answeringOwnCallsAfter(gone));

      Wire.Message reply = rig.message(talk(60), "x-api-key: sk-ant-alice");
      rig.idle();
      gone.countDown();

      assertThat(reply.status()).isEqualTo(200);
      assertThat(turnsUntilFactsAreSent(rig)).isLessThan(ENOUGH);
      List<Wire.Message> own =
          rig.provider().requests().stream().filter(r -> text(r).contains(OWN)).toList();
      assertThat(own).hasSize(1);
      assertThat(own.getFirst().header("x-api-key")).isEqualTo("sk-ant-alice");
      assertThat(booked(rig)).isEqualTo(1);
    }
  }

  private static FakeProvider.Script answeringOwnCallsAfter(CountDownLatch gone) {
    return (n, request, connection) -> {
      if (text(request).contains(OWN)) {
        gone.await();
      }
      connection.json(200, Replies.MESSAGE);
    };
  }

  private static int turnsUntilFactsAreSent(GatewayRig rig) throws Exception {
    int turns = 1;
    while (turns < ENOUGH) {
      rig.message(talk(60 + turns), "x-api-key: sk-ant-alice");
      if (text(rig.provider().requests().getLast()).contains(FACTS)) {
        break;
      }
      turns++;
    }
    return turns;
  }

  /** How many calls of the compressor stand in the ledger. */
  private static int booked(GatewayRig rig) throws Exception {
    int exchanges = rig.provider().requests().size() - 1;
    return rig.entries(exchanges).stream()
        .flatMap(entry -> entry.money().savings().stream())
        .filter(saving -> saving.mechanism().equals("compress"))
        .mapToInt(LedgerEntry.Saving::calls)
        .sum();
  }
}
