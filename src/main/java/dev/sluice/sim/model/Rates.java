package dev.sluice.sim.model;

/**
 * What a million tokens of each bucket cost, in nano-dollars per token: a dollar a million is
 * 1,000.
 *
 * @param input fresh input
 * @param write5m written to the prompt cache for five minutes
 * @param write1h written to the prompt cache for an hour
 * @param read read from the prompt cache
 * @param output written by the model
 */
public record Rates(long input, long write5m, long write1h, long read, long output) {

  /** Rates with the usual cache factors of 1.25 and 2 and the read rate given. */
  public static Rates of(long input, long read, long output) {
    return new Rates(input, input * 5 / 4, input * 2, read, output);
  }

  /** These rates times {@code factor}. */
  public Rates times(long factor) {
    return new Rates(
        input * factor, write5m * factor, write1h * factor, read * factor, output * factor);
  }

  /** What {@code tokens} cost in nano-dollars before any discount or surcharge. */
  public long cost(Tokens tokens) {
    return tokens.input() * input
        + tokens.write5m() * write5m
        + tokens.write1h() * write1h
        + tokens.read() * read
        + tokens.output() * output;
  }
}
