package dev.sluice.provider.anthropic;

import dev.sluice.message.Usage;
import org.jspecify.annotations.Nullable;

/** Sees nothing: takes every reply for whole and sound, and its usage for unknown. Stateless. */
enum BlindObserver implements ReplyObserver {
  /** The only one. */
  INSTANCE;

  private static final ReplyFacts NOTHING = new ReplyFacts("", "", "", Usage.NONE, false);

  @Override
  public void bytes(byte[] chunk, int from, int to) {}

  @Override
  public void end() {}

  @Override
  public boolean substantial() {
    return true;
  }

  @Override
  public boolean failed() {
    return false;
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public boolean betweenEvents() {
    return false;
  }

  @Override
  public ReplyFacts facts() {
    return NOTHING;
  }

  @Override
  public byte @Nullable [] content() {
    return null;
  }
}
