package dev.sluice.history;

import org.jspecify.annotations.Nullable;

/**
 * Where a turn belongs in the memory; opaque to all others. Immutable but for {@link #mine}, which
 * is set once it is sent.
 */
final class Origin {
  final boolean named;
  final long scope;
  final long key;
  final Asked asked;
  final SessionMark session;
  final @Nullable Remembered past;

  /** How far the past was cached when this request came, null when it had not been answered. */
  final @Nullable Cached cached;

  /** The difference from the past beside the model. */
  final @Nullable Difference beside;

  volatile @Nullable Remembered mine;

  Origin(Asked asked, Place place, Ancestry ancestry, @Nullable Difference beside) {
    this.named = place.named();
    this.scope = place.scope();
    this.key = place.key();
    this.asked = asked;
    this.session = ancestry.session();
    this.past = ancestry.past();
    this.cached = past == null ? null : past.cached;
    this.beside = beside;
  }

  /** A session and whether it goes on, as the identity would tell nothing. */
  @Override
  public String toString() {
    return session.name + (past == null ? ", begins" : ", goes on");
  }

  /**
   * Where it is kept.
   *
   * @param named whether the client named its session
   * @param scope within which its past is sought
   * @param key hash of all its messages
   */
  record Place(boolean named, long scope, long key) {}
}
