package dev.sluice.rewrite.breakpoint;

import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import java.nio.charset.StandardCharsets;

/** A place in a body where a marker can be put by insertions alone. */
sealed interface Spot {

  /** Adds the insertions. */
  void mark(Splices splices, Ttl ttl);

  /**
   * Before the closing brace of an object that has members.
   *
   * @param object the object
   */
  record Inside(Span object) implements Spot {
    @Override
    public void mark(Splices splices, Ttl ttl) {
      splices.insert(object.to() - 1, ttl.between(",", ""));
    }
  }

  /**
   * Around a string, which becomes one text block.
   *
   * @param string the string with its quotes
   */
  record Around(Span string) implements Spot {
    private static final String BEFORE = "[{\"type\":\"text\",\"text\":";

    @Override
    public void mark(Splices splices, Ttl ttl) {
      splices.insert(string.from(), BEFORE.getBytes(StandardCharsets.UTF_8));
      splices.insert(string.to(), ttl.between(",", "}]"));
    }
  }

  /**
   * In the body itself, which leaves the place to the provider.
   *
   * @param opening offset of the body's opening brace
   */
  record Top(int opening) implements Spot {
    @Override
    public void mark(Splices splices, Ttl ttl) {
      splices.insert(opening + 1, ttl.between("", ","));
    }
  }
}
