package dev.sluice.view;

/**
 * What one mechanism did. Money is in nano-dollars.
 *
 * @param mechanism its name
 * @param exchanges in which it acted
 * @param saved its net: what it saved less what it spent; negative for a loss
 * @param spent what it spent
 * @param calls upstream calls of its own
 * @param estimated of the exchanges, those whose saving is an estimate
 */
public record MechanismSums(
    String mechanism, long exchanges, long saved, long spent, long calls, long estimated) {

  /** Whether all of it is taken from bills. */
  public boolean measured() {
    return estimated == 0;
  }
}
