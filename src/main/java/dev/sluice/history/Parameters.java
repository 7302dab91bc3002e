package dev.sluice.history;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of the parameters that the provider's cache depends on (spec anthropic-api section 2.6):
 * speed changes what it keeps of system and messages, the others what it keeps of the messages.
 * Immutable.
 */
final class Parameters {
  private static final String[] NAMES = {
    "speed",
    "tool_choice",
    "thinking",
    "output_config.effort",
    "output_config.format",
    "output_format"
  };

  private final long[] hashes;

  /** Hash of all of them. */
  final long all;

  private Parameters(long[] hashes, long all) {
    this.hashes = hashes;
    this.all = all;
  }

  /** Those of a request. */
  static Parameters of(byte[] bytes, Index index, Hashes hashes) {
    long[] found = new long[NAMES.length];
    long all = 0;
    for (int i = 0; i < NAMES.length; i++) {
      Span value = value(bytes, index, NAMES[i]);
      found[i] = value == null ? 0 : hashes.of(bytes, value.from(), value.to());
      all = hashes.join(all, found[i]);
    }
    return new Parameters(found, all);
  }

  private static @Nullable Span value(byte[] bytes, Index index, String path) {
    int dot = path.indexOf('.');
    Span value = index.members().get(dot < 0 ? path : path.substring(0, dot));
    if (value == null || is(bytes, value, "null")) {
      return null;
    }
    if (dot > 0) {
      return bytes[value.from()] == '{'
          ? RawMembers.value(bytes, value, path.substring(dot + 1))
          : null;
    }
    return path.equals("speed") && is(bytes, value, "\"standard\"") ? null : value;
  }

  private static boolean is(byte[] bytes, Span value, String text) {
    if (value.length() != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[value.from() + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the speed differs, which the system prompt's cache depends on too. */
  boolean speedDiffers(Parameters other) {
    return hashes[0] != other.hashes[0];
  }

  /** The first one that differs, null when all are the same. */
  @Nullable String differing(Parameters other) {
    for (int i = 0; i < NAMES.length; i++) {
      if (hashes[i] != other.hashes[i]) {
        return NAMES[i];
      }
    }
    return null;
  }
}
