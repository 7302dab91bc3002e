package dev.sluice.rewrite.compress;

import org.jspecify.annotations.Nullable;

/**
 * How a conversation goes on.
 *
 * @param facts what it is sent with in place of its first messages, null for nothing
 * @param need what is to be made for its later turns, null for nothing
 */
record Course(@Nullable Facts facts, @Nullable Need need) {
  /** As it came. */
  static final Course AS_IT_IS = new Course(null, null);
}
