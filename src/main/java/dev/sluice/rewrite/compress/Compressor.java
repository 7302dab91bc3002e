package dev.sluice.rewrite.compress;

import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Prefix;
import dev.sluice.message.Index;
import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import dev.sluice.provider.ProviderConfig.Breakpoints;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import java.util.ArrayList;
import java.util.List;

/**
 * Compresses the old turns of requests to models whose provider does not compact. Off on models
 * that bind thinking to its prefix, in threads, with containers, with fallbacks and where the
 * client manages its context itself. Safe for any thread; may block for up to {@link
 * ContextCompressor#TIMEOUT}.
 */
public final class Compressor implements Rewrite {
  private static final List<String> OWN_MEANS =
      List.of("thread", "container", "context_management", "compaction");

  private final ContextCompressor core;

  /** Compresses by this core. */
  public Compressor(ContextCompressor core) {
    this.core = core;
  }

  /** With nobody to ask, facts that are remembered are used again and no new ones are made. */
  private static final ModelClient NOBODY =
      ask -> {
        throw new ModelClient.AskFailed("switched off for this session");
      };

  @Override
  public String mechanism() {
    return Mechanisms.COMPRESS;
  }

  @Override
  public Edit rewrite(Draft draft) {
    if (draft.model().compacts()
        || draft.model().bindsThinking()
        || standsDown(draft)
        || !isLong(draft)) {
      return Edit.NONE;
    }
    boolean cached = !draft.index().markers().isEmpty() || draft.breakpoints() != Breakpoints.NONE;
    ContextCompressor.Outcome outcome =
        core.compress(
            new Conversation(
                draft.turn().tenant(),
                draft.model().id(),
                draft.body(),
                draft.index(),
                draft.model().tokenFactor(),
                cached,
                draft.isOff(Mechanisms.COMPRESS) ? NOBODY : draft.client()));
    List<Claim> claims = new ArrayList<>();
    if (outcome.calls() > 0) {
      claims.add(new Claim.Spent(Mechanisms.COMPRESS, outcome.spent(), outcome.calls()));
    }
    if (!outcome.splices().isEmpty()) {
      claims.add(new Claim.Removed(Mechanisms.COMPRESS, outcome.removed(), false));
    }
    return claims.isEmpty() ? Edit.NONE : new Edit(outcome.splices(), List.of(), claims, null);
  }

  /** By the estimate that is there already, so that short requests cost nothing. */
  private boolean isLong(Draft draft) {
    List<Prefix.Block> blocks = draft.turn().prefix().blocks();
    return !blocks.isEmpty()
        && blocks.getLast().tokens() * draft.model().tokenFactor() > core.trigger();
  }

  private static boolean standsDown(Draft draft) {
    Index index = draft.index();
    return draft.call().path().endsWith("/count_tokens")
        || index.members().keySet().stream()
            .anyMatch(name -> OWN_MEANS.contains(name) || name.startsWith("fallback"));
  }
}
