package dev.sluice.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.semantic.SemanticConfig.EmbedderConfig;
import dev.sluice.cache.semantic.SemanticConfig.EmbedderType;
import dev.sluice.cache.semantic.SemanticConfig.Mode;
import dev.sluice.cache.semantic.embed.LocalEmbedder;
import dev.sluice.workload.corpus.SupportDesk;
import dev.sluice.workload.corpus.SupportDesk.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole cache with the real model over the support desk: after the warm-up of the corpus, other
 * wordings and near misses are asked in a seeded order, and near misses are learned like any other
 * question.
 */
@Tag("semantic")
class SupportDeskEvaluationTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

  @TempDir Path folder;

  /** What came of the counted part. */
  static final class Score {
    int paraphrases;
    int served;
    int wrong;
    int hostile;
    int hostileServed;
  }

  @Test
  void paraphrases_are_served_and_near_misses_never() throws Exception {
    SupportDesk desk = SupportDesk.bundled();
    Random random = new Random(SupportDesk.SEED);
    List<Asked> warmUp = desk.warmUp();
    List<Asked> counted = desk.counted();

    SemanticConfig config =
        new SemanticConfig(
            Mode.ON,
            0.8,
            0.01,
            Duration.ofHours(24),
            10_000,
            false,
            new EmbedderConfig(EmbedderType.LOCAL, null, "", null, Duration.ofSeconds(20)),
            null);
    Score warm = new Score();
    Score score = new Score();
    List<Long> nanos = new ArrayList<>();
    try (SemanticCache cache =
        Opening.open(
            folder,
            new LocalEmbedder(Opening.libraries(), Duration.ofSeconds(20)),
            config,
            CLOCK,
            random)) {
      for (Asked each : warmUp) {
        ask(cache, each, warm, nanos);
      }
      System.out.println("warm-up: " + warmUp.size() + " questions, " + cache.stats());
      nanos.clear();
      for (Asked each : counted) {
        ask(cache, each, score, nanos);
      }
      Collections.sort(nanos);
      System.out.printf(
          Locale.ROOT,
          "seed %d: %d paraphrases, %d served (%.1f %%), %d wrong; %d near misses, %d served; look-up p50 %.1f ms p99 %.1f ms%n%s%n%s%n",
          SupportDesk.SEED,
          score.paraphrases,
          score.served,
          100.0 * score.served / score.paraphrases,
          score.wrong,
          score.hostile,
          score.hostileServed,
          nanos.get(nanos.size() / 2) / 1e6,
          nanos.get(nanos.size() * 99 / 100) / 1e6,
          cache.stats(),
          cache.stats().falseHits());
    }

    assertThat(score.hostileServed).isZero();
    assertThat(score.wrong).isZero();
    assertThat((double) score.served / score.paraphrases).isGreaterThan(0.4);
  }

  private static void ask(SemanticCache cache, Asked each, Score score, List<Long> nanos) {
    Asking asking = Asking.of(each.question());
    long began = System.nanoTime();
    SemanticLookup lookup = cache.lookup(asking.call(), asking.caller());
    nanos.add(System.nanoTime() - began);
    if (each.nearMiss()) {
      score.hostile++;
    } else {
      score.paraphrases++;
    }
    switch (lookup) {
      case SemanticLookup.Served served -> {
        boolean right = KeptReply.text(served.reply()).equals(each.answer());
        if (each.nearMiss()) {
          score.hostileServed++;
        } else {
          score.served++;
        }
        if (!right) {
          score.wrong++;
          System.out.println("WRONG " + each.question() + " -> " + KeptReply.text(served.reply()));
        }
      }
      case SemanticLookup.Probe probe -> {
        probe.answered(Asking.reply(each.answer(), CLOCK.instant()));
        cache.settle(Duration.ofSeconds(30));
      }
      case SemanticLookup.Bypass bypass -> {}
    }
  }
}
