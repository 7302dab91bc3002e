package dev.sluice.auth;

import dev.sluice.config.Secret;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A Sluice key: what a caller shows to be let in. Exactly one of the two is set.
 *
 * @param hash {@code sha256:} and 64 hex digits of the key's SHA-256
 * @param key the key itself, by reference ({@code env:NAME} or {@code file:PATH}); hashed when read
 */
public record KeyConfig(@Nullable String hash, @Nullable Secret key) {

  /** Fewest characters of a key that is given by reference. */
  static final int MIN_LENGTH = 16;

  public KeyConfig {
    if ((hash == null) == (key == null)) {
      throw new IllegalArgumentException("hash: give exactly one of hash and key");
    }
    if (hash != null && !hash.matches("sha256:[0-9a-f]{64}")) {
      throw new IllegalArgumentException("hash: malformed (expected: sha256: and 64 hex digits)");
    }
    if (key != null && key.reveal().length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "key: shorter than " + MIN_LENGTH + " characters (expected: a long random string)");
    }
  }

  /** The 32 bytes of the key's SHA-256. */
  byte[] digest() {
    if (hash != null) {
      return HexFormat.of().parseHex(hash.substring("sha256:".length()));
    }
    return Sha256.of(java.util.Objects.requireNonNull(key).reveal());
  }
}
