package dev.sluice.sim.prompt;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the signatures of thinking and compaction blocks. A signature carries what it is
 * bound to and a seal over it; 56 bytes in base64. Safe for any thread.
 */
public final class Signatures {
  private static final byte VERSION = 0x12;
  private static final int LENGTH = 56;

  private final long secret;

  /** Signatures under the secret of one simulator; another simulator refuses them. */
  public Signatures(long secret) {
    this.secret = secret;
  }

  /**
   * What a signature says.
   *
   * @param tokens the tokens of the thinking it stands for
   * @param model the model that thought, hashed
   * @param organization the organisation it thought for, hashed
   * @param prefix everything before it
   */
  public record Claim(int tokens, int model, int organization, Hash prefix) {}

  /** A signature over {@code claim} and the text of the block. */
  public String sign(Claim claim, String text) {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.put(VERSION).put((byte) 0).putShort((short) 0).putInt(claim.tokens());
    bytes.putInt(claim.model()).putInt(claim.organization());
    bytes.putLong(claim.prefix().high()).putLong(claim.prefix().low());
    Hash seal = seal(claim, text);
    bytes.putLong(seal.high()).putLong(seal.low()).putLong(seal.high() ^ seal.low());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** What {@code signature} says, or null when it was not made here or the text was changed. */
  public @Nullable Claim check(String signature, String text) {
    ByteBuffer bytes = decode(signature);
    if (bytes == null) {
      return null;
    }
    Claim claim =
        new Claim(
            bytes.getInt(4),
            bytes.getInt(8),
            bytes.getInt(12),
            new Hash(bytes.getLong(16), bytes.getLong(24)));
    return sign(claim, text).equals(signature) ? claim : null;
  }

  /** The tokens that a signature stands for; 0 when it is not one of ours. */
  static int tokens(String signature) {
    ByteBuffer bytes = decode(signature);
    return bytes == null ? 0 : Math.max(0, bytes.getInt(4));
  }

  private Hash seal(Claim claim, String text) {
    return new Fingerprint(claim.prefix())
        .number(secret)
        .number(claim.tokens())
        .number(claim.model())
        .number(claim.organization())
        .add(text)
        .hash();
  }

  private static @Nullable ByteBuffer decode(String signature) {
    try {
      byte[] bytes = Base64.getDecoder().decode(signature);
      return bytes.length == LENGTH && bytes[0] == VERSION ? ByteBuffer.wrap(bytes) : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
