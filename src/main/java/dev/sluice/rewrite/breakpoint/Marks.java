package dev.sluice.rewrite.breakpoint;

import dev.sluice.message.Usage;
import dev.sluice.rewrite.Afterwards;
import dev.sluice.rewrite.Draft;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The markers of one request that is under way. Safe for any thread. */
final class Marks implements Afterwards {
  private final Instant came;
  private final boolean streamed;
  private final ColdPrefixes.@Nullable Written shared;
  private final ColdPrefixes cold;
  private final Told told;
  private final boolean expected;

  /** Is told how it ended. */
  interface Told {
    /**
     * It is over.
     *
     * @param expected whether a part of what is marked should have been there
     */
    void ended(Usage usage, int status, boolean expected);
  }

  /**
   * Markers of a draft.
   *
   * @param shared what other conversations may share of it, null for nothing
   */
  Marks(Draft draft, ColdPrefixes.@Nullable Written shared, ColdPrefixes cold, Told told) {
    this.came = draft.turn().at();
    this.streamed = draft.index().stream();
    this.shared = shared;
    this.cold = cold;
    this.told = told;
    this.expected = shared != null && cold.warm(shared.key(), came);
  }

  /** Whether the reply shows when it begins. */
  boolean streamed() {
    return streamed;
  }

  @Override
  public void beforeSending(CompletableFuture<?> gone) {
    if (shared != null) {
      cold.await(this, shared.key(), gone);
    }
  }

  @Override
  public void begun() {
    if (shared != null) {
      cold.begun(shared, came);
    }
  }

  @Override
  public void ended(Usage usage, int status) {
    if (shared != null) {
      cold.ended(this, shared.key());
    }
    told.ended(usage, status, expected);
  }
}
