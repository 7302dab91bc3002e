package dev.sluice.rewrite.breakpoint;

/**
 * What a marker covers and in what sort of request, with what is believed of it before anything is
 * known.
 */
enum Kind {
  /** The tools. */
  TOOLS(0.8, 1),
  /** Tools and system prompt. */
  SYSTEM(0.8, 1),
  /** All of a first request with tools: an agent most likely goes on. */
  FIRST(0.8, 1),
  /** All of a first request that forces a tool: most likely structured output, asked once. */
  FORCED(0.1, 2),
  /** All of a request that has a past which was not seen. */
  JOINED(0.4, 1),
  /** All of a request without tools that has a past which was not seen: few-shot examples. */
  EXAMPLES(0.2, 1),
  /** All of a request that goes on from one that was seen. */
  GOING(0.85, 1);

  private final double chance;
  private final double weight;

  Kind(double chance, double weight) {
    this.chance = chance;
    this.weight = weight;
  }

  /** The share of such prefixes that is sent again in time. */
  double chance() {
    return chance;
  }

  /** How many observations this belief is worth. */
  double weight() {
    return weight;
  }
}
