package dev.sluice.sim.prompt;

/** 128 bits that stand for a prefix of a prompt. */
public record Hash(long high, long low) {
  /** The prefix of no block. */
  public static final Hash EMPTY = new Hash(0x9E3779B97F4A7C15L, 0xC2B2AE3D27D4EB4FL);
}
