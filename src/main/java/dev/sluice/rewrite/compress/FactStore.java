package dev.sluice.rewrite.compress;

import dev.sluice.rewrite.memory.Chain;
import dev.sluice.rewrite.memory.KnownLinks;
import dev.sluice.rewrite.memory.Remembered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that were made for the beginnings of conversations, and which of them were sent. Those
 * are sent for ever, in every request that begins as the one that they were sent in. Safe for any
 * thread.
 */
final class FactStore {
  /** Facts stand for so many messages at least. */
  static final int FEWEST = 4;

  private static final String MADE = "facts";
  private static final String SENT = "facts-sent";
  private static final String VERSION = "1";
  private static final byte[] YES = {1};

  private final Remembered remembered;
  private final String smallModel;
  private final KnownLinks links = new KnownLinks();

  FactStore(Remembered remembered, String smallModel) {
    this.remembered = remembered;
    this.smallModel = smallModel;
  }

  /** The chain by which facts for this conversation are found. */
  Chain chain(Compressible request) {
    return Chain.of(
        request.body(),
        request.index(),
        List.of(MADE, VERSION, request.tenant(), smallModel),
        links);
  }

  /**
   * The facts for a conversation.
   *
   * @param sent those that it is sent with, null when all its turns are sent as they are
   * @param ready longer ones that were made meanwhile, null when there are none
   */
  record Found(@Nullable Facts sent, @Nullable Facts ready) {}

  /** What there is for this conversation. */
  Found find(Chain chain) {
    Facts ready = null;
    for (int cut = chain.messages() - 1; cut >= FEWEST; cut--) {
      byte[] text = remembered.find(MADE, chain.upTo(cut));
      if (text != null) {
        Facts facts = new Facts(cut, new String(text, StandardCharsets.UTF_8));
        if (remembered.find(SENT, chain.upTo(cut)) != null) {
          return new Found(facts, ready);
        }
        ready = ready == null ? facts : ready;
      }
    }
    return new Found(null, ready);
  }

  /** Keeps facts, unless others were made for the same messages before; gives those that hold. */
  Facts made(byte[] key, Facts facts) {
    byte[] kept = remembered.keep(MADE, key, facts.bytes());
    return new Facts(facts.cut(), new String(kept, StandardCharsets.UTF_8));
  }

  /** From now on this conversation is sent with these facts. */
  void sent(Chain chain, Facts facts) {
    remembered.keep(SENT, chain.upTo(facts.cut()), YES);
  }
}
