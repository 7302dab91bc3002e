package dev.sluice.config;

/**
 * A value that must not be shown: prints as {@code ***}.
 *
 * @param reveal the value itself; call it only where it goes onto the wire or into a hash
 */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "***";
  }
}
