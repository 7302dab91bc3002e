package dev.sluice.rewrite.reduce;

import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.memory.KnownLinks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules that send fewer tokens, with the memory of what they decided. Safe for any thread;
 * whoever opened it closes it. Where the same data folder is opened again with other settings, what
 * was decided before stays decided.
 */
public final class Reductions implements AutoCloseable {
  private final Decisions decisions;
  private final KnownLinks links = new KnownLinks();
  private final ReduceConfig config;
  private final Switches which;

  private Reductions(Decisions decisions, ReduceConfig config, Switches which) {
    this.decisions = decisions;
    this.config = config;
    this.which = which;
  }

  /**
   * Opens them. Not on a virtual thread if there is a data folder.
   *
   * @param data the data folder, in which decisions outlive the process; null to keep them in
   *     memory alone
   */
  public static Reductions open(@Nullable Path data, ReduceConfig config, Switches which) {
    Decisions decisions =
        data == null ? Decisions.inMemory(Decisions.MOST) : Decisions.open(data, Decisions.MOST);
    return new Reductions(decisions, config, which);
  }

  /**
   * What to run, in order: one rewrite for all that changes messages, one for the system prompt.
   * Empty when nothing is on and nothing was ever decided.
   */
  public List<Rewrite> rewrites() {
    return rewrites(draft -> false);
  }

  /**
   * The same beside a mechanism that makes conversations shorter.
   *
   * @param coming whether it is about to do that to this one; while it still fits the model, no cut
   *     is made then
   */
  public List<Rewrite> rewrites(Predicate<Draft> coming) {
    if (!which.any() && decisions.isEmpty()) {
      return List.of();
    }
    List<BlockRule> on = new ArrayList<>();
    if (which.duplicates()) {
      on.add(new Duplicates(config.duplicates().minTokens()));
    }
    if (which.boilerplate()) {
      on.add(new Boilerplate(config.boilerplate().rules()));
    }
    if (which.truncate()) {
      on.add(new Truncate(config.truncate()));
    }
    Pruning pruning = which.prune() ? new Pruning(config.prune(), coming) : null;
    return List.of(
        new Reduction(on, pruning, decisions, links),
        new DiffFirst(which.diffFirst(), config.diffFirst().text(), decisions, links));
  }

  /**
   * Estimated tokens of this draft that are left out or shortened by what was decided before; 0
   * where nothing was.
   */
  public long spared(Draft draft) {
    if (decisions.isEmpty() || !Eligible.is(draft)) {
      return 0;
    }
    Conversation conversation = Conversation.of(draft, decisions, links);
    Cut cut = Pruning.made(conversation);
    long spared = 0;
    for (int i = 0; i < conversation.size(); i++) {
      Decision decision = conversation.decision(i);
      if (decision != null) {
        int whole = decision.tokens();
        spared += cut.sends(i) ? whole - Pruning.sent(conversation, i, cut) : whole;
      }
    }
    return spared;
  }

  /** Writes what was decided to the data folder. */
  @Override
  public void close() {
    decisions.close();
  }
}
