package dev.sluice.bench;

/**
 * The bytes of a request body in which twelve digits differ each time it is sent.
 *
 * @param bytes the JSON text
 * @param digitsAt where the digits are: inside the last text
 * @param reply what is asked for
 */
record Body(byte[] bytes, int digitsAt, Reply reply) {

  /** How many digits differ. */
  static final int DIGITS = 12;
}
