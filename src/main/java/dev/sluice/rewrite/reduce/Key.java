package dev.sluice.rewrite.reduce;

import java.nio.ByteBuffer;

/**
 * Names a message together with everything before it: half of a SHA-256, which is enough against
 * chance and against anybody who does not already send under the same tenant.
 */
record Key(long high, long low) {
  static final int BYTES = 16;

  static Key of(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new Key(bytes.getLong(), bytes.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }
}
