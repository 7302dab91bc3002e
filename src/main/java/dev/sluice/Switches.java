package dev.sluice;

import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.price.Mechanisms;
import dev.sluice.rewrite.reduce.ReduceConfig;
import org.jspecify.annotations.Nullable;

/**
 * Which mechanisms are on: as switched, else as the profile has it (DESIGN section 3).
 *
 * @param profile the defaults
 * @param savings what is switched
 */
record Switches(Profile profile, SavingsConfig savings) {

  /** The switches of a configuration. */
  static Switches of(SluiceConfig config) {
    return new Switches(config.profile(), config.savings());
  }

  /** Whether a mechanism, one of {@link Mechanisms}, is on. */
  boolean on(String mechanism) {
    if (mechanism.equals(Mechanisms.SEMANTIC)) {
      return semantic() != SemanticConfig.Mode.OFF;
    }
    Boolean switched = switched(mechanism);
    return switched != null ? switched : profile.has(mechanism);
  }

  /** What the semantic cache does. */
  SemanticConfig.Mode semantic() {
    SemanticConfig.Mode mode = savings.semantic().mode();
    return mode != null ? mode : profile.semantic();
  }

  /** Whether a model that the client named may be replaced by a cheaper one. */
  boolean downgrade() {
    Boolean switched = savings.routing().downgrade();
    return on(Mechanisms.ROUTING)
        && (switched != null ? switched : profile.has(Mechanisms.ROUTING));
  }

  /** Which rules of reduction are on. */
  dev.sluice.rewrite.reduce.Switches reductions() {
    return new dev.sluice.rewrite.reduce.Switches(
        on(Mechanisms.DUPLICATES),
        on(Mechanisms.BOILERPLATE),
        on(Mechanisms.TRUNCATE),
        on(Mechanisms.PRUNE),
        on(Mechanisms.DIFF_FIRST));
  }

  private @Nullable Boolean switched(String mechanism) {
    ReduceConfig reduce = savings.reduce();
    return switch (mechanism) {
      case Mechanisms.EXACT -> savings.cache().enabled();
      case Mechanisms.PROMPT_CACHE -> savings.promptCache().enabled();
      case Mechanisms.COMPACTION -> savings.compaction().enabled();
      case Mechanisms.ROUTING -> savings.routing().enabled();
      case Mechanisms.DUPLICATES -> reduce.duplicates().enabled();
      case Mechanisms.BOILERPLATE -> reduce.boilerplate().enabled();
      case Mechanisms.DIFF_FIRST -> reduce.diffFirst().enabled();
      case Mechanisms.TRUNCATE -> reduce.truncate().enabled();
      case Mechanisms.PRUNE -> reduce.prune().enabled();
      case Mechanisms.COMPRESS -> reduce.compress().enabled();
      default -> throw new IllegalArgumentException(mechanism + " has no switch");
    };
  }
}
