package dev.sluice.rewrite.compress;

import dev.sluice.rewrite.memory.Chain;
import org.jspecify.annotations.Nullable;

/**
 * Facts that a conversation needs.
 *
 * @param request the request that shows it
 * @param chain the chain of its messages
 * @param before the facts that the new ones take in, null for the first
 * @param cut how many messages the new ones are to stand for
 */
record Need(Compressible request, Chain chain, @Nullable Facts before, int cut) {

  /** Names what the facts stand for. */
  byte[] key() {
    return chain.upTo(cut);
  }

  /** Names the conversation, which is known by its first message. */
  byte[] conversation() {
    return chain.upTo(1);
  }

  /** The request by which the small model is asked. */
  byte[] ask(String smallModel) {
    String old = before == null ? "" : "Facts from before:\n" + before.text() + "\n\n";
    int from = before == null ? 0 : before.cut();
    String transcript = Transcript.of(request.body(), request.index(), from, cut);
    return Asking.request(smallModel, key(), old + transcript);
  }

  /** Most tokens that the facts may have and still be shorter than what they stand for. */
  long most() {
    return new Facts(cut, "").removed(request);
  }
}
