package dev.sluice.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request body: the raw bytes as they came and, where they could be read as JSON without doubt,
 * an index into them. The bytes are never changed and must not be changed by the caller.
 */
public final class Body {
  /** No body. */
  public static final Body EMPTY = new Body(new byte[0], null);

  private final byte[] bytes;
  private final @Nullable Index index;

  private Body(byte[] bytes, @Nullable Index index) {
    this.bytes = bytes;
    this.index = index;
  }

  /** A body with its index, made in one pass; without one if the parser refuses the bytes. */
  public static Body indexed(byte[] bytes) {
    return new Body(bytes, Index.of(bytes));
  }

  /**
   * The members of one object of a body, null if it is none. Spans count from the object's first
   * byte.
   */
  public static @Nullable Index part(byte[] bytes, Span object) {
    return Index.of(Arrays.copyOfRange(bytes, object.from(), object.to()));
  }

  /** A body that is not looked into, such as a compressed one. */
  public static Body opaque(byte[] bytes) {
    return new Body(bytes, null);
  }

  /** The bytes with another model named; as they are where none is. */
  public byte[] withModel(String model) {
    Span named = index == null ? null : index.members().get("model");
    return named == null ? bytes : new Splices().replace(named, RawJson.quoted(model)).apply(bytes);
  }

  /** The bytes themselves, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** The index, or null when the bytes are not a JSON object that could be read without doubt. */
  public @Nullable Index index() {
    return index;
  }
}
