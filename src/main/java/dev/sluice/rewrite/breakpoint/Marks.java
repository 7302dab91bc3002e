package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Turn;
import dev.sluice.message.Usage;
import dev.sluice.rewrite.Afterwards;
import java.time.Instant;
import java.util.function.Consumer;

/** The markers of one request that is under way. Safe for any thread. */
final class Marks implements Afterwards {
  private final Turn turn;
  private final ColdPrefixes.Key key;
  private final Ttl ttl;
  private final ColdPrefixes cold;
  private final Consumer<Boolean> found;
  private final boolean expected;

  /**
   * Markers of {@code turn}, of which those that other conversations may share cover {@code key}.
   *
   * @param found told whether anything was read, when the prefix should have been there
   */
  Marks(Turn turn, ColdPrefixes.Key key, Ttl ttl, ColdPrefixes cold, Consumer<Boolean> found) {
    this.turn = turn;
    this.key = key;
    this.ttl = ttl;
    this.cold = cold;
    this.found = found;
    this.expected = cold.warm(key, turn.at());
  }

  ColdPrefixes.Key key() {
    return key;
  }

  Ttl ttl() {
    return ttl;
  }

  /** When the request came. */
  Instant start() {
    return turn.at();
  }

  @Override
  public void begun() {
    cold.begun(this);
  }

  @Override
  public void ended(Usage usage, int status) {
    cold.ended(this);
    if (expected && status == 200 && usage.totalInput() > 0) {
      found.accept(usage.cacheRead() > 0);
    }
  }
}
