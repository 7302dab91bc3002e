package dev.sluice.cache;

import java.util.Arrays;

/**
 * What makes two requests the same: a SHA-256 over everything that the reply depends on. The tenant
 * is in the hash and beside it, so that one tenant's replies can be dropped. Immutable.
 */
public final class CacheKey {
  private final String tenant;
  private final byte[] hash;

  CacheKey(String tenant, byte[] hash) {
    this.tenant = tenant;
    this.hash = hash;
  }

  /** Whose key it is. */
  public String tenant() {
    return tenant;
  }

  /** The 32 bytes, not a copy. */
  public byte[] hash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey key && Arrays.equals(hash, key.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }
}
