package dev.sluice.rewrite.breakpoint;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a prefix of one kind was sent again in time. Whether it had a marker does not matter: a
 * prefix that comes again could have been read, so this is learned without paying. One that has not
 * come again yet counts against more and more with every request of the kind that is not it, so
 * that one-shots are known long before their lifetime is over. Not safe for several threads.
 */
final class Odds {
  /** After so many other requests a prefix is thought not to come again. */
  private static final double PATIENCE = 6;

  private static final int OPEN = 32;
  private static final double MEMORY = 40;

  /** What is left of one that came again and is all but forgotten. */
  private static final double PROOF = 0.5;

  private final Map<Long, Sent> open = new LinkedHashMap<>();
  private double again;
  private double once;
  private boolean tried;
  private long requests;

  private record Sent(long request, Instant until) {}

  /**
   * What is kept of it.
   *
   * @param again how many came again
   * @param once how many did not
   * @param tried whether one was written
   */
  record State(double again, double once, boolean tried) {}

  /** Nothing seen yet. */
  Odds() {}

  /** As it stood before. */
  Odds(State state) {
    again = Math.max(0, state.again);
    once = Math.max(0, state.once);
    tried = state.tried;
  }

  /** How it stands; those of which it is not known yet count as they do at this time. */
  State state(Instant now) {
    return new State(again, once + waiting(now), tried);
  }

  /** This prefix was sent; after {@code until} it is too late for it to be read. */
  void sent(long prefix, Instant until) {
    requests++;
    open.remove(prefix);
    open.put(prefix, new Sent(requests, until));
    if (open.size() > OPEN) {
      Iterator<Long> eldest = open.keySet().iterator();
      eldest.next();
      eldest.remove();
      once++;
    }
  }

  /** One was written. */
  void tried() {
    tried = true;
  }

  /** This prefix came again in time. */
  void again(long prefix) {
    open.remove(prefix);
    again++;
    forgetSome();
  }

  /** This prefix will not come again, or came too late. */
  void lost(long prefix) {
    if (open.remove(prefix) != null) {
      once++;
      forgetSome();
    }
  }

  /** Whether any came again that is not forgotten. */
  boolean proven() {
    return again >= PROOF;
  }

  /** Whether one was written and none has ever come again. */
  boolean failed() {
    return tried && !proven();
  }

  /** How much has been seen. */
  double observations(Instant now) {
    return again + once + waiting(now);
  }

  /** What to think of the next one. */
  Belief belief(Kind kind, Instant now) {
    double chance = (kind.chance() * kind.weight() + again) / (kind.weight() + observations(now));
    return failed() ? Belief.NONE : new Belief(chance, proven());
  }

  private double waiting(Instant now) {
    double sum = 0;
    for (Sent sent : open.values()) {
      boolean late = !now.isBefore(sent.until);
      sum += late ? 1 : Math.min(1, (requests - sent.request) / PATIENCE);
    }
    return sum;
  }

  private void forgetSome() {
    if (again + once > MEMORY) {
      again /= 2;
      once /= 2;
    }
  }
}
