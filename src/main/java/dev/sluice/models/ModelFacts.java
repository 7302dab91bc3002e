package dev.sluice.models;

/**
 * What is known about one model (spec anthropic-api sections 2.5, 2.6 and 7.1). For an unknown
 * model everything that a rewrite could rely on is absent.
 *
 * @param id its id without a date
 * @param known whether it is in the data or was told by the provider
 * @param cacheMinimum the shortest prefix in tokens that the prompt cache keeps
 * @param compacts whether the provider can compact its conversations
 * @param bindsThinking whether its thinking is bound to the prefix before it
 * @param window most tokens of input and output together, 0 when not known
 * @param maxOutput most tokens of output, 0 when not known
 * @param tokenFactor tokens for the same text compared with models before 4.7
 * @param capabilities what a request may ask of it
 */
public record ModelFacts(
    String id,
    boolean known,
    int cacheMinimum,
    boolean compacts,
    boolean bindsThinking,
    long window,
    long maxOutput,
    double tokenFactor,
    Capabilities capabilities) {

  /** A model of which nothing is known. */
  public static ModelFacts unknown(String id) {
    return new ModelFacts(id, false, 4_096, false, true, 0, 0, 1.3, Capabilities.NONE);
  }

  /**
   * What a request may ask of it.
   *
   * @param images images in messages
   * @param documents PDF documents
   * @param effort {@code output_config.effort}
   * @param structuredOutput {@code output_config.format}
   * @param thinkingTypes which values of {@code thinking.type} it takes
   * @param forcedTools {@code tool_choice} of type {@code any} or {@code tool}
   * @param sampling {@code temperature}, {@code top_p} and {@code top_k} other than the default
   * @param prefill a last message of the assistant
   */
  public record Capabilities(
      boolean images,
      boolean documents,
      boolean effort,
      boolean structuredOutput,
      java.util.Set<String> thinkingTypes,
      boolean forcedTools,
      boolean sampling,
      boolean prefill) {
    /** Nothing. */
    public static final Capabilities NONE =
        new Capabilities(false, false, false, false, java.util.Set.of(), false, false, false);

    public Capabilities {
      thinkingTypes = java.util.Set.copyOf(thinkingTypes);
    }
  }
}
