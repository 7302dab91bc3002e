package dev.sluice.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reply used, in disjoint buckets: no token is in two of them (spec anthropic-api section
 * 3). Immutable.
 *
 * @param input fresh input tokens, neither read from nor written to the provider's prompt cache
 * @param cacheWrite5m input tokens written to the prompt cache for 5 minutes
 * @param cacheWrite1h input tokens written to the prompt cache for 1 hour
 * @param cacheRead input tokens read from the prompt cache
 * @param output output tokens, thinking included
 * @param thinking of the output, the tokens spent on thinking; informational
 * @param serverTools what the provider's own tools did
 * @param tariff what selects the price beside the model
 * @param iterations the billing record where the provider sends one; empty otherwise. When present
 *     it, and not the buckets above, is the bill
 * @param estimated whether a bucket is an estimate, as for a stream cut before its last usage
 */
public record Usage(
    long input,
    long cacheWrite5m,
    long cacheWrite1h,
    long cacheRead,
    long output,
    long thinking,
    ServerTools serverTools,
    Tariff tariff,
    List<Iteration> iterations,
    boolean estimated) {

  /** Nothing used. */
  public static final Usage NONE =
      new Usage(0, 0, 0, 0, 0, 0, ServerTools.NONE, Tariff.STANDARD, List.of(), false);

  public Usage {
    iterations = List.copyOf(iterations);
  }

  /** All input tokens, fresh and cached: what chooses the tier of a long prompt. */
  public long totalInput() {
    return input + cacheWrite5m + cacheWrite1h + cacheRead;
  }

  /** The buckets as one iteration of the reply's own model: the bill where none is sent. */
  public Iteration whole() {
    return new Iteration(
        Iteration.MESSAGE, null, input, cacheWrite5m, cacheWrite1h, cacheRead, output);
  }

  /** Whether nothing at all was counted. */
  public boolean isNone() {
    return totalInput() + output == 0 && iterations.isEmpty() && serverTools.isNone();
  }

  /**
   * Calls of the provider's own tools.
   *
   * @param webSearches web searches, billed each
   * @param webFetches web fetches, free at this time
   * @param codeExecutions code executions, billed by the hour elsewhere
   */
  public record ServerTools(long webSearches, long webFetches, long codeExecutions) {
    /** No call. */
    public static final ServerTools NONE = new ServerTools(0, 0, 0);

    /** Whether no tool was called. */
    public boolean isNone() {
      return webSearches + webFetches + codeExecutions == 0;
    }
  }

  /**
   * What selects the price beside the model, as the reply reports it (never as the request asked).
   *
   * @param serviceTier {@code standard}, {@code priority} or {@code batch}
   * @param speed {@code standard} or {@code fast}
   * @param geo {@code us}, {@code global} or null where not said
   */
  public record Tariff(String serviceTier, String speed, @Nullable String geo) {
    /** The price without multipliers. */
    public static final Tariff STANDARD = new Tariff("standard", "standard", null);
  }

  /**
   * One billed step of a reply, such as a compaction or an advisor's message.
   *
   * @param type {@code message}, {@code compaction}, {@code advisor_message}, {@code
   *     fallback_message} or one that is not known yet
   * @param model the model of this step, null where it is the reply's own
   */
  public record Iteration(
      String type,
      @Nullable String model,
      long input,
      long cacheWrite5m,
      long cacheWrite1h,
      long cacheRead,
      long output) {
    /** The type of the reply itself. */
    public static final String MESSAGE = "message";
  }
}
