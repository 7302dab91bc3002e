package dev.sluice.bench.wire;

/**
 * The bytes of a request body in which twelve digits differ each time it is sent.
 *
 * @param bytes the JSON text
 * @param digitsAt where the digits are: inside the last text
 * @param reply what is asked for
 */
public record Body(byte[] bytes, int digitsAt, Reply reply) {

  /** How many digits differ. */
  public static final int DIGITS = 12;
}
