package dev.sluice.rewrite.breakpoint;

/**
 * For how many requests a part of the prompt has stayed as it was. A part that changed is not
 * written until it has been stable for a while, twice as long after every change; one that had been
 * stable before is written at once, because it was worth it. Not safe for several threads.
 */
final class Run {
  private static final int WORTH_IT = 3;
  private static final int AFTER_A_CHANGE = 2;
  private static final int MOST = 32;

  private int length;
  private int needed;

  /** Another request, in which the part has changed or not. */
  void next(boolean changed) {
    if (!changed) {
      length++;
      return;
    }
    needed = length >= WORTH_IT ? 0 : Math.min(MOST, Math.max(AFTER_A_CHANGE, needed * 2));
    length = 0;
  }

  /** Whether it is thought to stay as it is. */
  boolean stable() {
    return length >= needed;
  }
}
