package dev.sluice;

/** A set of defaults for the saving mechanisms; each mechanism can be switched alone. */
public enum Profile {
  /** Nothing is saved, everything is shown. */
  OBSERVE,
  /** What cannot change an answer. The default. */
  SAFE,
  /** Also what changes requests in well-understood ways. */
  BALANCED,
  /** Everything. */
  AGGRESSIVE;

  /** Whether the exact cache is on by default. */
  public boolean exactCache() {
    return this != OBSERVE;
  }

  /** Whether a request that asks for varied sampling may be served from the exact cache. */
  public boolean cachesVariedSampling() {
    return this == AGGRESSIVE;
  }
}
