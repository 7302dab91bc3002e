package dev.sluice.bench.wire;

/** How the time at which a delta was written (System.nanoTime) stands in its text. */
public final class Stamp {

  /** Stands before the time. */
  public static final char SIGN = '@';

  /** Digits of the time. */
  public static final int DIGITS = 18;

  private Stamp() {}
}
