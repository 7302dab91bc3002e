package dev.sluice;

import dev.sluice.cache.semantic.SemanticCache;
import dev.sluice.history.Histories;
import dev.sluice.ledger.Worth;
import dev.sluice.models.ModelCatalog;
import dev.sluice.price.Holdout;
import dev.sluice.rewrite.Rewrites;
import dev.sluice.rewrite.breakpoint.LearnedFile;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.Reductions;
import dev.sluice.route.tier.ModelRouting;
import org.jspecify.annotations.Nullable;

/**
 * The mechanisms and what they remember; closed in one go.
 *
 * @param histories what was sent before
 * @param holdout which sessions run without savings
 * @param models what is known about models
 * @param routing which model a request needs
 * @param rewrites the rewrites that are on, in order
 * @param worth which mechanisms do not pay in which session
 * @param semantic the semantic cache, null when it is off
 * @param reductions the rules that send fewer tokens, and their decisions
 * @param remembered what compaction and compression gave
 * @param learned what breakpoints know of programs
 */
record Savers(
    Histories histories,
    Holdout holdout,
    ModelCatalog models,
    ModelRouting routing,
    Rewrites rewrites,
    Worth worth,
    @Nullable SemanticCache semantic,
    Reductions reductions,
    Remembered remembered,
    LearnedFile learned)
    implements AutoCloseable {

  @Override
  public void close() {
    if (semantic != null) {
      semantic.close();
    }
    rewrites.close();
    reductions.close();
    remembered.close();
    learned.close();
  }
}
