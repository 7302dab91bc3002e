package dev.sluice.cache.semantic.embed;

import dev.sluice.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A small sentence model in this process: all-MiniLM-L6-v2, quantised, 384 dimensions. It is loaded
 * when the first text comes, in about half a second, by the one platform thread that computes: the
 * native code would pin a virtual one.
 */
public final class LocalEmbedder implements Embedder {
  private static final Log LOG = Log.of("semantic");
  private static final int DIMENSIONS = 384;
  private static final int MOST_TOKENS = 256;
  // Words of the vocabulary have a character at least, so that a shorter text fits for certain.
  private static final int MOST_CHARS = 2_000;
  private static final int MOST_WAITING = 64;

  private final Path folder;
  private final Duration timeout;
  private final ThreadPoolExecutor pool;
  private volatile @Nullable OnnxModel model;
  private final AtomicBoolean loading = new AtomicBoolean();
  private volatile @Nullable String broken;

  /**
   * An embedder that loads nothing yet.
   *
   * @param folder where the jars of the optional set are
   * @param timeout how long a text may take, loading the model included
   */
  public LocalEmbedder(Path folder, Duration timeout) {
    this.folder = folder;
    this.timeout = timeout;
    pool =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("sluice-embedder").factory());
  }

  @Override
  public String name() {
    return "all-minilm-l6-v2-q 1";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  /** The command that fetches the set into a folder. */
  public static String command(Path folder) {
    return "mvn -q -f features/semantic/pom.xml dependency:copy-dependencies -DoutputDirectory="
        + folder.toAbsolutePath();
  }

  @Override
  public boolean ready() {
    if (model != null || broken != null || !OnnxModel.isIn(folder)) {
      return true;
    }
    if (loading.compareAndSet(false, true)) {
      var unused = pool.submit(this::loaded);
    }
    return false;
  }

  @Override
  public boolean fits(String text) {
    if (text.length() < MOST_TOKENS - 1) {
      return true;
    }
    try {
      return text.length() <= MOST_CHARS && onPool(() -> loaded().tokens(text)) <= MOST_TOKENS;
    } catch (EmbeddingFailed e) {
      return false;
    }
  }

  @Override
  public float[] embed(String text) throws EmbeddingFailed {
    String seen = text.substring(0, Math.min(text.length(), MOST_CHARS));
    return onPool(() -> Vectors.unit(loaded().mean(seen, MOST_TOKENS)));
  }

  /** What the pool does for a text. */
  private interface Work<T> {
    T done() throws EmbeddingFailed;
  }

  private <T> T onPool(Work<T> work) throws EmbeddingFailed {
    String reason = broken;
    if (reason != null) {
      throw new EmbeddingFailed(reason);
    }
    try {
      return await(pool.submit(work::done));
    } catch (RejectedExecutionException e) {
      throw new EmbeddingFailed("too many texts wait for the embedding model");
    }
  }

  private <T> T await(Future<T> future) throws EmbeddingFailed {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(false);
      throw new EmbeddingFailed("no embedding within " + timeout);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EmbeddingFailed failed
          ? failed
          : new EmbeddingFailed("the embedding model failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingFailed("interrupted");
    }
  }

  /** On the pool's thread. A set that cannot be loaded is not tried again. */
  private OnnxModel loaded() throws EmbeddingFailed {
    OnnxModel there = model;
    if (there != null) {
      return there;
    }
    if (!OnnxModel.isIn(folder)) {
      throw new EmbeddingFailed(
          "the embedding model is not in " + folder + "; fetch it: " + command(folder));
    }
    try {
      OnnxModel fresh = OnnxModel.load(folder);
      model = fresh;
      LOG.info("the embedding model is loaded", "folder", folder);
      return fresh;
    } catch (IOException e) {
      String reason =
          "the embedding model in "
              + folder
              + " cannot be loaded: "
              + e.getMessage()
              + "; fetch it anew: "
              + command(folder);
      broken = reason;
      throw new EmbeddingFailed(reason);
    }
  }

  @Override
  public void close() {
    try {
      pool.execute(this::unload);
    } catch (RejectedExecutionException e) {
      LOG.debug("the embedding model is left to the end of the process");
    }
    pool.shutdown();
    try {
      pool.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void unload() {
    OnnxModel there = model;
    model = null;
    if (there != null) {
      try {
        there.close();
      } catch (IOException e) {
        LOG.warn("the embedding model cannot be closed", "reason", e.toString());
      }
    }
  }
}
