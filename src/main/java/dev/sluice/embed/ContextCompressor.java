package dev.sluice.embed;

import dev.sluice.price.Cost;
import dev.sluice.price.PriceTable;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the old turns of a long conversation into facts that a small model writes. The last turns
 * stay word for word and calls of tools stay with their results. Facts are remembered: the same
 * prefix gives the same bytes for ever, so that the provider's prompt cache holds.
 *
 * <p>Nothing is done while a conversation is short, where it is not expected to pay (so for models
 * without a known price), and when the small model fails; after a failure a conversation is left
 * alone for ten minutes. Safe for any thread; blocks for up to 20 s while the small model writes.
 */
public final class ContextCompressor implements AutoCloseable {
  private static final String ONE_USER = "program";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final dev.sluice.rewrite.compress.ContextCompressor core;
  private final Remembered remembered;

  private ContextCompressor(Settings settings, Remembered remembered, InstantSource clock) {
    PriceTable prices = Tariff.read(settings.prices());
    this.remembered = remembered;
    this.core =
        new dev.sluice.rewrite.compress.ContextCompressor(
            settings.config(), remembered, prices::cost, clock);
  }

  /**
   * A compressor that forgets its facts with the program.
   *
   * @throws IllegalArgumentException when the price file cannot be used
   */
  public static ContextCompressor inMemory(Settings settings) {
    InstantSource clock = InstantSource.system();
    return new ContextCompressor(settings, Remembered.inMemory(clock), clock);
  }

  /**
   * A compressor that keeps its facts in a folder, which no other process may use at the same time.
   *
   * @throws IOException when the folder cannot be made
   * @throws IllegalArgumentException when the price file cannot be used
   */
  public static ContextCompressor open(Path folder, Settings settings) throws IOException {
    InstantSource clock = InstantSource.system();
    Files.createDirectories(folder);
    return new ContextCompressor(settings, Remembered.open(folder, clock), clock);
  }

  /** The messages of a program with one user, shorter where it pays. */
  public Compressed compress(String messages, String model, Model small) {
    return compress(ONE_USER, messages, model, small);
  }

  /**
   * The messages, shorter where it pays. Never throws, whatever the small model does.
   *
   * @param user whose conversation it is; nobody's facts are given to somebody else
   * @param messages the JSON array of a request, always whole and uncompressed
   * @param model the model that the conversation is with
   * @param small reaches the model of {@link Settings}
   */
  public Compressed compress(String user, String messages, String model, Model small) {
    byte[] bytes = messages.getBytes(StandardCharsets.UTF_8);
    var done = core.compress(user, model, bytes, new SmallModel(small));
    String now =
        done.removed() == 0 ? messages : new String(done.messages(), StandardCharsets.UTF_8);
    return new Compressed(now, done.removed(), done.calls(), dollars(done.spent()));
  }

  private static @Nullable BigDecimal dollars(Cost cost) {
    return cost instanceof Cost.Priced(long nanos) ? BigDecimal.valueOf(nanos, 9) : null;
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    remembered.close();
  }

  /**
   * Messages after the compressor.
   *
   * @param messages a JSON array; the same text where nothing was done
   * @param removed estimated tokens that are gone
   * @param calls how often the small model was asked, 0 or 1
   * @param spent US dollars that this cost, null where the small model has no price
   */
  public record Compressed(String messages, long removed, int calls, @Nullable BigDecimal spent) {}

  /**
   * When a compressor compresses.
   *
   * @param smallModel the model that writes the facts
   * @param trigger estimated tokens from which a conversation is long, 10,000 or more
   * @param keepTurns how many turns of the user stay word for word, 1 or more
   * @param prices a price file laid over the bundled prices, null for none
   */
  public record Settings(String smallModel, int trigger, int keepTurns, @Nullable Path prices) {

    /** Claude Haiku 4.5, from 120,000 tokens, four turns. */
    public static final Settings DEFAULT = new Settings("claude-haiku-4-5", 120_000, 4, null);

    /** Checks the ranges. */
    public Settings {
      Objects.requireNonNull(config(smallModel, trigger, keepTurns));
    }

    /** The same with another small model. */
    public Settings withSmallModel(String model) {
      return new Settings(model, trigger, keepTurns, prices);
    }

    /** The same for conversations of another length. */
    public Settings withTrigger(int tokens) {
      return new Settings(smallModel, tokens, keepTurns, prices);
    }

    /** The same with another number of turns that stay. */
    public Settings withKeepTurns(int turns) {
      return new Settings(smallModel, trigger, turns, prices);
    }

    /** The same with a price file. */
    public Settings withPrices(Path file) {
      return new Settings(smallModel, trigger, keepTurns, file);
    }

    private ReduceConfig.Compress config() {
      return config(smallModel, trigger, keepTurns);
    }

    private static ReduceConfig.Compress config(String model, int trigger, int turns) {
      return new ReduceConfig.Compress(true, model, trigger, turns, TIMEOUT);
    }
  }
}
