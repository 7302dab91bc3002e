package dev.sluice.cache.semantic;

import dev.sluice.cache.semantic.SemanticConfig.EmbedderConfig;
import dev.sluice.cache.semantic.SemanticConfig.QdrantConfig;
import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.embed.HttpEmbedder;
import dev.sluice.cache.semantic.embed.LocalEmbedder;
import dev.sluice.cache.semantic.guard.LexicalGuard;
import dev.sluice.cache.semantic.index.EmbeddedIndex;
import dev.sluice.cache.semantic.index.QdrantIndex;
import dev.sluice.cache.semantic.index.VectorIndex;
import dev.sluice.cache.semantic.trust.Evidence;
import dev.sluice.log.Log;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts a semantic cache together from its settings and its files. */
final class Opening {
  private static final Log LOG = Log.of("semantic");
  private static final Duration INDEX_PATIENCE = Duration.ofMillis(500);

  private Opening() {}

  static SemanticCache open(
      Path folder,
      Path libraries,
      SemanticConfig config,
      InstantSource clock,
      RandomGenerator random) {
    Embedder embedder = embedder(config.embedder(), libraries);
    return open(folder, embedder, config, clock, random);
  }

  static SemanticCache open(
      Path folder,
      Embedder embedder,
      SemanticConfig config,
      InstantSource clock,
      RandomGenerator random) {
    VectorIndex index = index(folder, config.qdrant());
    return open(index, file(folder), embedder, config, new Chance(clock, random));
  }

  static SemanticCache inMemory(
      Embedder embedder, SemanticConfig config, InstantSource clock, RandomGenerator random) {
    return open(EmbeddedIndex.inMemory(), null, embedder, config, new Chance(clock, random));
  }

  /** What comes in from outside. */
  private record Chance(InstantSource clock, RandomGenerator random) {}

  private static SemanticCache open(
      VectorIndex index,
      @Nullable SemanticFile file,
      Embedder embedder,
      SemanticConfig config,
      Chance chance) {
    LexicalGuard guard = new LexicalGuard();
    Knowledge.Start start = start(file, config, guard);
    if (index instanceof EmbeddedIndex embedded) {
      match(embedded, start.entries());
    }
    Knowledge knowledge = new Knowledge(config, start, file, chance.clock(), chance.random());
    return new SemanticCache(config, new SemanticCache.Parts(embedder, index, guard), knowledge);
  }

  /** {@code lib/semantic} beside the jar that this class is in, or beside the folder of classes. */
  static Path libraries() {
    try {
      URI code = SemanticCache.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path parent = Path.of(code).toAbsolutePath().getParent();
      return Objects.requireNonNull(parent).resolve("lib").resolve("semantic");
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Path.of("lib", "semantic");
    }
  }

  private static Embedder embedder(EmbedderConfig config, Path libraries) {
    return switch (config.type()) {
      case LOCAL -> new LocalEmbedder(libraries, config.timeout());
      case HTTP ->
          new HttpEmbedder(
              Objects.requireNonNull(config.url()), config.model(), config.key(), config.timeout());
    };
  }

  private static VectorIndex index(Path folder, @Nullable QdrantConfig qdrant) {
    if (qdrant != null) {
      URI url =
          URI.create((qdrant.tls() ? "https://" : "http://") + qdrant.host() + ":" + qdrant.port());
      return new QdrantIndex(url, qdrant.key(), qdrant.collection(), INDEX_PATIENCE);
    }
    try {
      return EmbeddedIndex.open(folder.resolve("semantic-index.db"));
    } catch (SQLException e) {
      LOG.warn("the vector index is in memory only", "reason", e.toString());
      return EmbeddedIndex.inMemory();
    }
  }

  private static @Nullable SemanticFile file(Path folder) {
    try {
      return SemanticFile.open(folder.resolve("semantic.db"));
    } catch (SQLException e) {
      LOG.warn("the semantic cache is in memory only", "reason", e.toString());
      return null;
    }
  }

  private static Knowledge.Start start(
      @Nullable SemanticFile file, SemanticConfig config, LexicalGuard guard) {
    List<Entry> found = new ArrayList<>();
    Evidence evidence = new Evidence(config.errorBound());
    Tally tally = new Tally();
    Trials trials = new Trials();
    if (file != null) {
      try {
        file.load(guard, found::add, new SemanticFile.Learned(evidence, tally, trials));
      } catch (SQLException e) {
        LOG.warn("the semantic cache begins anew", "reason", e.toString());
      }
    }
    KeptEntries entries = new KeptEntries(config.maxEntries());
    for (Entry entry : found) {
      entries.put(entry).forEach(gone -> drop(file, gone));
    }
    return new Knowledge.Start(entries, evidence, tally, trials);
  }

  private static void drop(@Nullable SemanticFile file, Entry entry) {
    if (file != null) {
      file.drop(entry.id());
    }
  }

  /** Takes vectors out that no entry has: a process that was killed may leave some. */
  private static void match(EmbeddedIndex index, KeptEntries entries) {
    Set<String> known = new HashSet<>();
    entries.all().forEach(entry -> known.add(entry.id()));
    index.ids().stream().filter(id -> !known.contains(id)).forEach(index::remove);
  }
}
