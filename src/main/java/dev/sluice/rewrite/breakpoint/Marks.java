package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Turn;
import dev.sluice.message.Usage;
import dev.sluice.rewrite.Afterwards;
import dev.sluice.rewrite.Draft;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The markers of one request that is under way. Safe for any thread. */
final class Marks implements Afterwards {
  private final Turn turn;
  private final ColdPrefixes.Key key;
  private final Ttl ttl;
  private final ColdPrefixes cold;
  private final Consumer<Boolean> found;
  private final boolean streamed;
  private final boolean expected;

  /**
   * Markers of a draft.
   *
   * @param key those blocks that other conversations may share
   * @param ttl how long these are to be kept
   * @param found told whether anything was read, when they should have been there
   */
  Marks(Draft draft, ColdPrefixes.Key key, Ttl ttl, ColdPrefixes cold, Consumer<Boolean> found) {
    this.turn = draft.turn();
    this.key = key;
    this.ttl = ttl;
    this.cold = cold;
    this.found = found;
    this.streamed = draft.index().stream();
    this.expected = cold.warm(key, turn.at());
  }

  ColdPrefixes.Key key() {
    return key;
  }

  Ttl ttl() {
    return ttl;
  }

  /** Whether the reply shows when it begins. */
  boolean streamed() {
    return streamed;
  }

  /** When the request came. */
  Instant start() {
    return turn.at();
  }

  @Override
  public void beforeSending(CompletableFuture<?> gone) {
    cold.await(this, gone);
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
