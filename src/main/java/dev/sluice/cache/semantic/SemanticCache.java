package dev.sluice.cache.semantic;

import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.SemanticConfig.Mode;
import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.embed.EmbeddingFailed;
import dev.sluice.cache.semantic.guard.LexicalGuard;
import dev.sluice.cache.semantic.guard.Sense;
import dev.sluice.cache.semantic.index.IndexFailed;
import dev.sluice.cache.semantic.index.VectorIndex;
import dev.sluice.cache.semantic.index.VectorIndex.Neighbour;
import dev.sluice.cache.semantic.trust.Kind;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.log.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests by the replies to requests that mean the same. It looks at what {@link Eligible}
 * lets through, within its partition only, takes the nearest entries by embedding, believes none
 * that the {@link LexicalGuard} tells apart, and serves one only when {@link
 * dev.sluice.cache.semantic.trust.Evidence} says that such candidates have proved right; until then
 * and now and again afterwards the provider is asked and its reply compared.
 *
 * <p>Safe for any thread, a virtual one too. A look-up takes as long as an embedding does, some
 * milliseconds, and never longer than the embedder's timeout and the index's together. Never
 * throws: what cannot be looked up is a bypass. Entries and what was learned are in the data
 * folder.
 */
public final class SemanticCache implements AutoCloseable {
  private static final Log LOG = Log.of("semantic");
  // Many questions of one form crowd around each other; the guard takes them apart in no time.
  private static final int NEAREST = 32;

  private final SemanticConfig config;
  private final Embedder embedder;
  private final VectorIndex index;
  private final LexicalGuard guard;
  private final Eligible eligible;
  private final Knowledge knowledge;
  private final Learner learner;
  private final AtomicBoolean warned = new AtomicBoolean();

  SemanticCache(SemanticConfig config, Parts parts, Knowledge knowledge) {
    this.config = config;
    this.embedder = parts.embedder();
    this.index = parts.index();
    this.guard = parts.guard();
    this.eligible =
        new Eligible(
            "semantic 2, " + LexicalGuard.VERSION + ", " + embedder.name(), config.perUser());
    this.knowledge = knowledge;
    this.learner = new Learner(parts, knowledge);
  }

  /** What a cache is made of. */
  record Parts(Embedder embedder, VectorIndex index, LexicalGuard guard) {}

  /**
   * Opens the cache; the embedding model is loaded by the first look-up. Files that cannot be used
   * leave a cache in memory.
   *
   * @param folder the data folder
   * @param random chooses what is verified
   */
  public static SemanticCache open(
      Path folder, SemanticConfig config, InstantSource clock, RandomGenerator random) {
    return Opening.open(folder, Opening.libraries(), config, clock, random);
  }

  /**
   * The same, with the embedding model's jars in another folder than {@code lib/semantic} beside
   * Sluice's own.
   */
  public static SemanticCache open(
      Path folder,
      Path libraries,
      SemanticConfig config,
      InstantSource clock,
      RandomGenerator random) {
    return Opening.open(folder, libraries, config, clock, random);
  }

  /** Whether a look-up would not wait for the embedding model to be loaded; if not, that begins. */
  public boolean ready() {
    return embedder.ready();
  }

  /** The same with an embedder that the settings do not know. The cache closes it. */
  public static SemanticCache open(
      Path folder,
      Embedder embedder,
      SemanticConfig config,
      InstantSource clock,
      RandomGenerator random) {
    return Opening.open(folder, embedder, config, clock, random);
  }

  /** The same without any file. */
  public static SemanticCache inMemory(
      Embedder embedder, SemanticConfig config, InstantSource clock, RandomGenerator random) {
    return Opening.inMemory(embedder, config, clock, random);
  }

  /** Where the embedding model's jars are looked for: {@code lib/semantic} beside Sluice's own. */
  public static Path libraries() {
    return Opening.libraries();
  }

  /** What there is for this request. */
  public SemanticLookup lookup(Call call, Caller caller) {
    if (config.mode() == null || config.mode() == Mode.OFF) {
      return new SemanticLookup.Bypass("off");
    }
    return switch (eligible.decide(call, caller)) {
      case Eligible.Result.Not(String reason) -> new SemanticLookup.Bypass(reason);
      case Eligible.Result.Asked(Question question) -> lookup(question, call.id());
    };
  }

  private SemanticLookup lookup(Question question, String exchange) {
    if (!embedder.fits(question.text())) {
      return new SemanticLookup.Bypass("text too long");
    }
    try {
      long began = System.nanoTime();
      float[] vector = embedder.embed(question.text());
      knowledge.embedded((System.nanoTime() - began) / 1_000);
      List<Neighbour> near =
          index.nearest(question.partition(), vector, NEAREST, config.minSimilarity());
      return decided(question, vector, near, exchange);
    } catch (EmbeddingFailed | IndexFailed e) {
      return unavailable(e);
    }
  }

  private SemanticLookup unavailable(Exception e) {
    knowledge.unavailable();
    if (warned.compareAndSet(false, true)) {
      LOG.warn("the semantic cache cannot look up", "reason", e.getMessage());
    }
    return new SemanticLookup.Bypass(
        e instanceof EmbeddingFailed ? "no embedding" : "no vector index");
  }

  private SemanticLookup decided(
      Question question, float[] vector, List<Neighbour> near, String exchange) {
    Sense sense = guard.read(question.text());
    for (Neighbour neighbour : near) {
      Entry entry = knowledge.fresh(neighbour.id(), question.partition());
      if (entry != null && guard.difference(sense, entry.sense()) == null) {
        Kind kind = guard.sameWords(sense, entry.sense()) ? Kind.SAME_WORDS : Kind.OTHER_WORDS;
        Candidate candidate = knowledge.judge(entry, question.text(), kind, neighbour.similarity());
        if (config.mode() == Mode.ON && knowledge.serves(candidate, exchange)) {
          return new SemanticLookup.Served(entry.reply(), candidate.similarity(), entry.id());
        }
        return probe(question, vector, candidate);
      }
    }
    return probe(question, vector, null);
  }

  private SemanticLookup probe(Question question, float[] vector, @Nullable Candidate candidate) {
    knowledge.probed(candidate);
    return new SemanticLookup.Probe(this, question, vector, candidate);
  }

  /** Called by probes. */
  void answered(SemanticLookup.Probe probe, StoredReply reply) {
    learner.answered(probe, reply);
  }

  /**
   * Takes someone's word that a served reply was wrong: its entry goes, and its family must prove
   * anew that such candidates are right.
   *
   * @param entryOrExchange the id of the entry, or of an exchange that it was served to
   * @return whether there was such an entry
   */
  public boolean wrong(String entryOrExchange) {
    return learner.wrong(entryOrExchange);
  }

  /** What was done so far. */
  public SemanticStats stats() {
    return knowledge.stats();
  }

  /**
   * Waits until what was answered so far has been learned, for tests and benchmarks; gives whether
   * it has.
   */
  public boolean settle(Duration patience) {
    return learner.settle(patience);
  }

  /** Learns what waits, writes what was learned, ends all threads. */
  @Override
  public void close() {
    learner.close();
    knowledge.close();
    index.close();
    embedder.close();
  }
}
