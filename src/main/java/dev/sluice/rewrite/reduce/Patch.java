package dev.sluice.rewrite.reduce;

/**
 * What is done to one stretch of one text, decided once. Offsets are in the raw JSON string, from
 * the byte after its opening quote.
 *
 * @param mechanism who decided it
 * @param block index of the block in its message, 0 if the content is a string
 * @param inner index of the text in a tool result's own content, -1 elsewhere
 * @param from the first byte
 * @param to the byte after the last
 * @param with what stands there, as raw JSON string content
 * @param tokens estimated tokens that go; negative if some are added
 * @param source the message that holds what this points to, -1 if it points to nothing. The patch
 *     holds only while that message is sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Patch(
    String mechanism, int block, int inner, int from, int to, byte[] with, int tokens, int source) {
  static final int NO_SOURCE = -1;

  boolean isIn(Text text) {
    return block == text.block() && inner == text.inner();
  }

  boolean overlaps(int start, int end) {
    return from < end && start < to;
  }
}
