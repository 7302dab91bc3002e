package dev.sluice.history;

import java.util.List;

/**
 * What is read of a request, once.
 *
 * @param prefix its prompt
 * @param tools names of the tools in the order of their blocks, empty for one without
 * @param parameters the parameters that the cache depends on
 * @param marked whether it has a cache marker of its own
 */
record Asked(Prefix prefix, List<String> tools, Parameters parameters, boolean marked) {

  PackedBlocks blocks() {
    return prefix.packed();
  }

  /** Index of the last message. */
  int lastMessage() {
    return blocks().getLast().at();
  }

  /** Hash of the first block of the first message. */
  long opening() {
    return blocks().own(prefix.systemEnd());
  }

  /**
   * Hashes of the messages without system and tools, one for each message up to its end.
   *
   * @param scope what they start from, so that another scope's are others
   */
  long[] chain(long scope, Hashes hashes) {
    PackedBlocks blocks = blocks();
    long[] chain = new long[lastMessage() + 1];
    long soFar = scope;
    for (int i = prefix.systemEnd(); i < blocks.size(); i++) {
      soFar = hashes.join(soFar, blocks.own(i));
      chain[blocks.get(i).at()] = soFar;
    }
    return chain;
  }
}
