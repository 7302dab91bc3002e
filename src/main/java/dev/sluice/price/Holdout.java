package dev.sluice.price;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which sessions run without savings, for comparison: a share of them, told by a keyed hash, so
 * that a session stays on its side over all its requests, over restarts and on all gateways that
 * share the secret, and nobody can choose a side. Immutable, safe for any thread.
 */
public final class Holdout {
  private static final String HMAC = "HmacSHA256";
  private static final double TWO_TO_53 = 0x1p53;

  private final double share;
  private final SecretKeySpec key;

  /**
   * A holdout of this share.
   *
   * @param share of the sessions, 0 (none) to 1
   * @param secret this installation's secret, not empty
   */
  public Holdout(double share, byte[] secret) {
    this.share = share;
    this.key = new SecretKeySpec(secret, HMAC);
  }

  /**
   * Whether this session runs without savings; false for one without a name, of which requests
   * could not be kept together.
   */
  public boolean holds(String tenant, String session) {
    return share > 0 && !session.isEmpty() && place(tenant, session) < share;
  }

  /** Where the session falls between 0 and 1. */
  private double place(String tenant, String session) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] hash =
          mac.doFinal(("holdout\0" + tenant + "\0" + session).getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(hash).getLong() >>> 11) / TWO_TO_53;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every Java", e);
    }
  }
}
