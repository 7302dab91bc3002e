package dev.sluice.rewrite.breakpoint;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What one program has taught in all its requests. Not safe for several threads. */
final class Lessons {
  final Purse purse;
  private final Map<Kind, Odds> plain = new EnumMap<>(Kind.class);
  private final Map<Kind, Odds> tooled = new EnumMap<>(Kind.class);

  /** Nothing yet. */
  Lessons() {
    this(new Purse());
  }

  Lessons(Purse purse) {
    this.purse = purse;
  }

  /** Of its requests with tools, or of those without. */
  Odds odds(boolean tools, Kind kind) {
    return (tools ? tooled : plain).computeIfAbsent(kind, _ -> new Odds());
  }

  /** Takes over what was known of such requests before. */
  void put(boolean tools, Kind kind, Odds odds) {
    (tools ? tooled : plain).put(kind, odds);
  }

  /** Shows what is known of its requests with tools, or of those without. */
  void each(boolean tools, BiConsumer<Kind, Odds> shown) {
    (tools ? tooled : plain).forEach(shown);
  }
}
