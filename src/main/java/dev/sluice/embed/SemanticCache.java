package dev.sluice.embed;

import dev.sluice.cache.Form;
import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.cache.semantic.SemanticConfig.EmbedderConfig;
import dev.sluice.cache.semantic.SemanticConfig.Mode;
import dev.sluice.cache.semantic.SemanticLookup;
import dev.sluice.cache.semantic.SemanticStats;
import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.embed.LocalEmbedder;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.provider.anthropic.ReplyText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions by the replies to questions that mean the same, once such replies have proved
 * right. Until then, and for some of them for ever, the model is asked and its reply compared; with
 * an error bound of 1 % proving takes some 300 comparisons without a mistake, with 10 % some 30. A
 * question that is repeated word for word has to prove itself too.
 *
 * <p>Only the last user text may differ: model, system prompt, every parameter and all earlier
 * messages must be the same. Requests with tools, images, thinking or a temperature above 0.3 go to
 * the model. Numbers, names, quotations and negations that differ make another question, however
 * alike the sentences are.
 *
 * <p>Safe for any thread. Close it: what was learned last is written then.
 */
public final class SemanticCache implements AutoCloseable {
  private static final Duration LOADING = Duration.ofSeconds(10);
  private static final String ONE_USER = "program";

  private final dev.sluice.cache.semantic.SemanticCache cache;
  private final InstantSource clock;

  private SemanticCache(dev.sluice.cache.semantic.SemanticCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /** A cache that ends with the program. */
  public static SemanticCache inMemory(Settings settings) {
    return open(null, settings, InstantSource.system(), new Random());
  }

  /**
   * A cache that keeps replies and what it learned in a folder, which no other process may use at
   * the same time. Replies are kept as they came, with their text.
   *
   * @throws IOException when the folder cannot be made
   */
  public static SemanticCache open(Path folder, Settings settings) throws IOException {
    Files.createDirectories(folder);
    return open(folder, settings, InstantSource.system(), new Random());
  }

  static SemanticCache open(
      @Nullable Path folder, Settings settings, InstantSource clock, RandomGenerator random) {
    Embedder embedder = settings.newEmbedder();
    SemanticConfig config = settings.config();
    return new SemanticCache(
        folder == null
            ? dev.sluice.cache.semantic.SemanticCache.inMemory(embedder, config, clock, random)
            : dev.sluice.cache.semantic.SemanticCache.open(folder, embedder, config, clock, random),
        clock);
  }

  /** Where {@link Settings#DEFAULT} looks for the jars of its embedding model. */
  public static Path modelFolder() {
    return dev.sluice.cache.semantic.SemanticCache.libraries();
  }

  /** The reply to a request of a program with one user. */
  public Reply ask(String request, Model model) throws IOException, InterruptedException {
    return ask(ONE_USER, request, model);
  }

  /**
   * The reply to a request, from the cache or from the model, whose reply is then learned from on
   * another thread. What the model throws is thrown on; a cache that cannot look up asks it.
   *
   * @param user whose request it is; nobody is answered by a reply to somebody else
   */
  public Reply ask(String user, String request, Model model)
      throws IOException, InterruptedException {
    Call call = Requests.call(request);
    return switch (cache.lookup(call, new Caller(user, null))) {
      case SemanticLookup.Served(StoredReply reply, double similarity, String entry) ->
          new Reply(text(reply, formOf(call)), true, similarity, entry, "served");
      case SemanticLookup.Probe probe -> {
        try (probe) {
          yield asked(probe, model.answer(request));
        }
      }
      case SemanticLookup.Bypass(String reason) ->
          new Reply(model.answer(request), false, 0, "", reason);
    };
  }

  private Reply asked(SemanticLookup.Probe probe, String body) {
    StoredReply stored = Received.of(body).stored(clock.instant());
    if (stored != null) {
      probe.answered(stored);
    }
    String reason = "nothing alike";
    if (probe.compares()) {
      reason = probe.wouldServe() ? "verified" : "not proved yet";
    }
    return new Reply(body, false, 0, "", reason);
  }

  private static Form formOf(Call call) {
    return call.body().index() != null && call.body().index().stream() ? Form.SSE : Form.JSON;
  }

  private static String text(StoredReply reply, Form form) {
    return new String(reply.as(form), StandardCharsets.UTF_8);
  }

  /**
   * Says that a served reply was wrong: it is never served again, and what is like it must prove
   * itself anew.
   *
   * @param id of the reply
   * @return whether there was such a one
   */
  public boolean wrong(String id) {
    return cache.wrong(id);
  }

  /** Waits until all replies so far have been learned from; gives whether they have. */
  public boolean settle(Duration patience) {
    return cache.settle(patience);
  }

  /** What was done so far; with a folder, since that was made. */
  public Stats stats() {
    SemanticStats stats = cache.stats();
    SemanticStats.Rate wrong = stats.falseHits();
    return new Stats(
        stats.entries(),
        stats.lookups(),
        stats.served(),
        stats.compared().compared(),
        stats.wrongReports(),
        stats.unavailable(),
        wrong.share(),
        wrong.high());
  }

  @Override
  public void close() {
    cache.close();
  }

  /**
   * A reply and where it came from.
   *
   * @param body as the model gave it, in the form that the request asks for
   * @param served whether it is from the cache, so that it cost nothing
   * @param similarity cosine of the two questions, 0 if it was not served
   * @param id by which {@link #wrong} knows it, empty if it was not served
   * @param reason why it was served or not, in a few words
   */
  public record Reply(String body, boolean served, double similarity, String id, String reason) {

    /** The text of the message; empty for a stream or an error. */
    public String text() {
      return ReplyText.of(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Counts and the measured quality.
   *
   * @param entries replies that are kept
   * @param lookups requests that were looked up
   * @param served of these, answered from the cache
   * @param compared replies that were compared with a live one
   * @param wrongReports replies that were called wrong
   * @param unavailable look-ups for which there was no embedding
   * @param falseHits the share of wrong replies among those that were checked after they had proved
   *     right
   * @param falseHitsAtMost that share is hardly more (95 %); 1 as long as nothing was checked
   */
  public record Stats(
      long entries,
      long lookups,
      long served,
      long compared,
      long wrongReports,
      long unavailable,
      double falseHits,
      double falseHitsAtMost) {}

  /**
   * How careful a cache is.
   *
   * @param minSimilarity cosine below which two questions are not compared at all, 0 to 1
   * @param errorBound the share of wrong replies that is tolerated, above 0 and at most 0.1
   * @param ttl how long a reply is served
   * @param maxEntries most replies kept; the least recently used go first
   * @param serving false measures only
   * @param embedderName tells vectors of one embedder from those of another in a folder
   * @param embedder gives a text's vector, null for the model in {@link #modelFolder}
   */
  public record Settings(
      double minSimilarity,
      double errorBound,
      Duration ttl,
      int maxEntries,
      boolean serving,
      String embedderName,
      @Nullable Function<String, float[]> embedder) {

    /** From 0.8, at most 1 % wrong, 24 hours, 10,000 replies, the model in this process. */
    public static final Settings DEFAULT =
        new Settings(0.8, 0.01, Duration.ofHours(24), 10_000, true, "local", null);

    /** Checks the ranges. */
    public Settings {
      Objects.requireNonNull(config(minSimilarity, errorBound, ttl, maxEntries));
    }

    /** The same with another bound of errors. */
    public Settings withErrorBound(double share) {
      return new Settings(minSimilarity, share, ttl, maxEntries, serving, embedderName, embedder);
    }

    /** The same with another least similarity. */
    public Settings withMinSimilarity(double cosine) {
      return new Settings(cosine, errorBound, ttl, maxEntries, serving, embedderName, embedder);
    }

    /** The same with another time to live. */
    public Settings withTtl(Duration time) {
      return new Settings(
          minSimilarity, errorBound, time, maxEntries, serving, embedderName, embedder);
    }

    /** The same, but measuring only: every request goes to the model. */
    public Settings measuring() {
      return new Settings(
          minSimilarity, errorBound, ttl, maxEntries, false, embedderName, embedder);
    }

    /**
     * The same with the program's own embedder, which may be called by any thread.
     *
     * @param name changes when its vectors do
     */
    public Settings withEmbedder(String name, Function<String, float[]> function) {
      return new Settings(minSimilarity, errorBound, ttl, maxEntries, serving, name, function);
    }

    private Embedder newEmbedder() {
      return embedder == null
          ? new LocalEmbedder(modelFolder(), LOADING)
          : new FunctionEmbedder(embedderName, embedder);
    }

    private SemanticConfig config() {
      SemanticConfig config = config(minSimilarity, errorBound, ttl, maxEntries);
      return config.in(serving ? Mode.ON : Mode.SHADOW);
    }

    private static SemanticConfig config(double similarity, double bound, Duration ttl, int most) {
      return new SemanticConfig(
          null, similarity, bound, ttl, most, false, EmbedderConfig.DEFAULT, null);
    }
  }
}
