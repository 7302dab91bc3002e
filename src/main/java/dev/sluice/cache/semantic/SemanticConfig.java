package dev.sluice.cache.semantic;

import dev.sluice.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The semantic cache (spec peers section 3.3).
 *
 * @param mode whether it serves; null follows the profile
 * @param minSimilarity cosine similarity below which an entry is no candidate at all, 0 to 1
 * @param errorBound the share of wrong answers that is tolerated, more than 0 and at most 0.1
 * @param ttl how long a reply is served, more than zero
 * @param maxEntries most replies kept, 1 or more; the least recently used go first
 * @param perUser whether {@code metadata} separates entries (a user id is in it)
 * @param embedder what turns texts into vectors
 * @param qdrant where the vectors are kept, null for the data folder
 */
public record SemanticConfig(
    @Nullable Mode mode,
    double minSimilarity,
    double errorBound,
    Duration ttl,
    int maxEntries,
    boolean perUser,
    EmbedderConfig embedder,
    @Nullable QdrantConfig qdrant) {

  /** As the profile has it; candidates from 0.8, at most 1 % wrong, 24 h, 10,000 replies. */
  public static final SemanticConfig DEFAULT =
      new SemanticConfig(
          null, 0.8, 0.01, Duration.ofHours(24), 10_000, false, EmbedderConfig.DEFAULT, null);

  /** Checks the ranges. */
  public SemanticConfig {
    if (minSimilarity < 0 || minSimilarity > 1) {
      throw new IllegalArgumentException(
          "minSimilarity: " + minSimilarity + " (expected: 0 to 1, such as 0.8)");
    }
    if (errorBound <= 0 || errorBound > 0.1) {
      throw new IllegalArgumentException(
          "errorBound: " + errorBound + " (expected: above 0, at most 0.1, such as 0.01)");
    }
    if (!ttl.isPositive()) {
      throw new IllegalArgumentException(
          "ttl: " + ttl + " (expected: more than zero, such as 24h)");
    }
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries: " + maxEntries + " (expected: 1 or more)");
    }
  }

  /** The same in this mode. */
  public SemanticConfig in(Mode resolved) {
    return new SemanticConfig(
        resolved, minSimilarity, errorBound, ttl, maxEntries, perUser, embedder, qdrant);
  }

  /** Whether the semantic cache serves. */
  public enum Mode {
    /** It does nothing. */
    OFF,
    /** It measures what it would have served and serves nothing. */
    SHADOW,
    /** It serves what has proved right. */
    ON
  }

  /**
   * What turns texts into vectors.
   *
   * @param type the model in this process, or an endpoint
   * @param url an OpenAI-compatible base address, such as {@code http://127.0.0.1:11434/v1}; only
   *     for {@code http}
   * @param model the model to ask for there
   * @param key authenticates there, null for none
   * @param timeout how long an embedding may take before the look-up is given up
   */
  public record EmbedderConfig(
      EmbedderType type, @Nullable URI url, String model, @Nullable Secret key, Duration timeout) {
    /** In this process. */
    public static final EmbedderConfig DEFAULT =
        new EmbedderConfig(EmbedderType.LOCAL, null, "", null, Duration.ofSeconds(2));

    /** Checks that an endpoint has an address. */
    public EmbedderConfig {
      if (type == EmbedderType.HTTP && url == null) {
        throw new IllegalArgumentException(
            "url: missing (expected: the base address of an OpenAI-compatible API)");
      }
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException(
            "timeout: " + timeout + " (expected: more than zero, such as 2s)");
      }
    }
  }

  /** Where embeddings come from. */
  public enum EmbedderType {
    /** A small ONNX model in this process. */
    LOCAL,
    /** An OpenAI-compatible {@code /embeddings} endpoint. */
    HTTP
  }

  /**
   * A Qdrant server that keeps the vectors; the collection is created on first use.
   *
   * @param host its host
   * @param port its REST port
   * @param tls whether it is reached by HTTPS
   * @param key its API key, null for none
   * @param collection the collection's name
   */
  public record QdrantConfig(
      String host, int port, boolean tls, @Nullable Secret key, String collection) {
    /** This machine, the usual port. */
    public static final QdrantConfig DEFAULT =
        new QdrantConfig("127.0.0.1", 6333, false, null, "sluice");

    /** Checks the ranges. */
    public QdrantConfig {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
      }
      if (!collection.matches("[A-Za-z0-9_-]{1,100}")) {
        throw new IllegalArgumentException(
            "collection: " + collection + " (expected: letters, digits, underscores, hyphens)");
      }
    }
  }
}
