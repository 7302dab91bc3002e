package dev.sluice.rewrite.memory;

import dev.sluice.history.Hashes;
import dev.sluice.message.Span;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which link of a chain a message led to from the link before it, so that a conversation that goes
 * on digests only its new messages. A message is known by its raw bytes, so a link is never another
 * than the one that would be digested; what is forgotten is digested again. At most 65,536 messages
 * are known; a new one takes the place of whichever had its slot. Safe for any thread, without
 * locks.
 */
public final class KnownLinks {
  private static final int BITS = 16;

  private final Hashes hashes;
  private final AtomicReferenceArray<@Nullable Known> slots;

  /** Knows nothing yet. */
  public KnownLinks() {
    this(BITS);
  }

  /** Room for two to the power of {@code bits} messages, 1 to 16. */
  KnownLinks(int bits) {
    hashes = new Hashes(new SecureRandom());
    slots = new AtomicReferenceArray<>(1 << bits);
  }

  /**
   * The link after a message.
   *
   * @param before the link before it
   * @param message where it is in the bytes
   * @param how what the new link depends on beside the link before it and the message's bytes
   * @param digest makes the link where it is not known; not to be changed afterwards
   * @return the link, not to be changed
   */
  public byte[] after(
      byte[] before, byte[] bytes, Span message, long how, Supplier<byte[]> digest) {
    long hash = hashes.join(hashes.of(bytes, message.from(), message.to()), how);
    int slot = slot(before, hash);
    Known known = slots.get(slot);
    if (known != null && known.is(before, hash, message.length())) {
      return known.link;
    }
    byte[] link = digest.get();
    slots.set(slot, new Known(before, hash, message.length(), link));
    return link;
  }

  private int slot(byte[] before, long hash) {
    return (int) hashes.join(hash, Arrays.hashCode(before)) & (slots.length() - 1);
  }

  /** One message that is known. The link before it is compared whole, the message by its hash. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Known(byte[] before, long hash, int length, byte[] link) {
    boolean is(byte[] thatBefore, long thatHash, int thatLength) {
      return hash == thatHash && length == thatLength && Arrays.equals(before, thatBefore);
    }
  }
}
