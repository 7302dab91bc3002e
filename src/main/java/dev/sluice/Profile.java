package dev.sluice;

import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.price.Mechanisms;
import java.util.Set;

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

  private static final Set<String> UNNOTICED = Set.of(Mechanisms.EXACT, Mechanisms.PROMPT_CACHE);
  private static final Set<String> UNDERSTOOD =
      Set.of(Mechanisms.COMPACTION, Mechanisms.DUPLICATES);

  /** Whether a mechanism is on by default. */
  public boolean has(String mechanism) {
    return switch (this) {
      case OBSERVE -> false;
      case SAFE -> UNNOTICED.contains(mechanism);
      case BALANCED -> UNNOTICED.contains(mechanism) || UNDERSTOOD.contains(mechanism);
      case AGGRESSIVE -> true;
    };
  }

  /** What the semantic cache does by default. */
  public SemanticConfig.Mode semantic() {
    return switch (this) {
      case OBSERVE, SAFE -> SemanticConfig.Mode.OFF;
      case BALANCED -> SemanticConfig.Mode.SHADOW;
      case AGGRESSIVE -> SemanticConfig.Mode.ON;
    };
  }

  /** Whether a request that asks for varied sampling may be served from the exact cache. */
  public boolean cachesVariedSampling() {
    return this == AGGRESSIVE;
  }
}
