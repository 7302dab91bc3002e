package dev.sluice.exchange;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header lines as they came, in order; names are compared without case. Safe for any thread. */
public interface Headers {

  /** The first value of this header, or null. */
  @Nullable String get(String name);

  /** All values of this header, in order; empty if there is none. */
  List<String> all(String name);

  /** Every header line, in order. */
  void each(BiConsumer<String, String> line);

  /** All values joined by {@code ", "}, as RFC 9110 section 5.3 allows for lists; null if none. */
  default @Nullable String joined(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }
}
