package dev.sluice.sim.model;

/**
 * Counted tokens of one call in buckets that do not overlap, except {@code thinking}, which is a
 * part of {@code output}.
 */
public record Tokens(
    long input, long write5m, long write1h, long read, long output, long thinking, long searches) {
  /** Nothing at all. */
  public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0, 0);

  /** Everything that went in, cached or not. */
  public long totalInput() {
    return input + write5m + write1h + read;
  }

  /** The same input with another count of output. */
  public Tokens withOutput(long output, long thinking, long searches) {
    return new Tokens(input, write5m, write1h, read, output, thinking, searches);
  }

  /** The sum, bucket by bucket. */
  public Tokens plus(Tokens other) {
    return new Tokens(
        input + other.input,
        write5m + other.write5m,
        write1h + other.write1h,
        read + other.read,
        output + other.output,
        thinking + other.thinking,
        searches + other.searches);
  }
}
