package dev.sluice.rewrite.compress;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Splices;
import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import dev.sluice.provider.ProviderConfig.Breakpoints;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the old turns of requests to models whose provider does not compact. Off on models
 * that bind thinking to its prefix, in threads, with containers, with fallbacks and where the
 * client manages its context itself. Safe for any thread.
 *
 * <p>No client waits for it: from {@link #EARLY} of the trigger on, facts are made in the
 * background while the requests pass as they came, and the first request above the trigger that
 * finds them is sent with them.
 */
public final class Compressor implements Rewrite {
  /** Share of the trigger from which on facts are made. */
  private static final double EARLY = 0.8;

  private static final List<String> OWN_MEANS =
      List.of("thread", "container", "context_management", "compaction");

  private final long from;
  private final Courses courses;
  private final ToLongFunction<Draft> spared;
  private final Background background;

  /**
   * Compresses as configured.
   *
   * @param remembered keeps the facts; the caller closes it
   * @param prices what the models cost, for deciding and for booking
   * @param spared estimated tokens of a draft that the rules which act later leave out
   */
  public Compressor(
      ReduceConfig.Compress config,
      Remembered remembered,
      Pricing prices,
      ToLongFunction<Draft> spared,
      InstantSource clock) {
    this(config, remembered, prices, spared, clock, Background.threads());
  }

  Compressor(
      ReduceConfig.Compress config,
      Remembered remembered,
      Pricing prices,
      ToLongFunction<Draft> spared,
      InstantSource clock,
      ExecutorService threads) {
    FactStore store = new FactStore(remembered, config.model());
    this.from = Math.round(config.trigger() * EARLY);
    this.courses = new Courses(config, store, new Payback(prices, config.model()));
    this.spared = spared;
    FactWriter writer = new FactWriter(config.model(), prices);
    this.background = new Background(writer, store, config.timeout(), clock, threads);
  }

  @Override
  public String mechanism() {
    return Mechanisms.COMPRESS;
  }

  @Override
  public Edit rewrite(Draft draft) {
    List<Claim> claims = new ArrayList<>();
    Splices splices = new Splices();
    if (!standsDown(draft) && isLong(draft)) {
      shorten(draft, splices, claims);
    }
    // Afterwards, so that whoever is the first to be sent with facts claims what they cost.
    claims.addAll(background.owed(draft.turn().tenant(), draft.turn().session()));
    return claims.isEmpty() ? Edit.NONE : new Edit(splices, List.of(), claims, null);
  }

  private void shorten(Draft draft, Splices splices, List<Claim> claims) {
    Compressible request = request(draft);
    Course course =
        draft.isOff(Mechanisms.COMPRESS)
            ? courses.asBefore(request)
            : courses.of(request, from, facts -> spared(draft, request, facts));
    Facts facts = course.facts();
    if (facts != null) {
      facts.replace(request, splices);
      claims.add(new Claim.Removed(Mechanisms.COMPRESS, facts.removed(request), false));
    }
    Need need = course.need();
    if (need != null) {
      background.make(need, draft.turn().session(), draft.client());
    }
  }

  private static Compressible request(Draft draft) {
    boolean cached = !draft.index().markers().isEmpty() || draft.breakpoints() != Breakpoints.NONE;
    return new Compressible(
        new Compressible.Asker(draft.turn().tenant(), draft.model().id()),
        draft.body(),
        draft.index(),
        draft.model().tokenFactor(),
        cached);
  }

  private long spared(Draft draft, Compressible request, @Nullable Facts facts) {
    Draft then = facts == null ? draft : with(draft, request, facts);
    return then == null ? 0 : Math.round(spared.applyAsLong(then) * request.tokenFactor());
  }

  private static @Nullable Draft with(Draft draft, Compressible request, Facts facts) {
    Splices splices = new Splices();
    facts.replace(request, splices);
    Body body = Body.indexed(splices.apply(draft.body().bytes()));
    Index index = body.index();
    return index == null ? null : draft.with(body, index);
  }

  /** By the estimate that is there already, so that short requests cost nothing. */
  private boolean isLong(Draft draft) {
    return draft.turn().prefix().tokens() * draft.model().tokenFactor() > from;
  }

  private static boolean standsDown(Draft draft) {
    return draft.model().compacts()
        || draft.model().bindsThinking()
        || draft.call().path().endsWith("/count_tokens")
        || draft.index().members().keySet().stream()
            .anyMatch(name -> OWN_MEANS.contains(name) || name.startsWith("fallback"));
  }

  /** Whether facts are being made for this session, so that it will soon be shorter. */
  public boolean isMaking(Draft draft) {
    return background.isMaking(draft.turn().tenant(), draft.turn().session());
  }

  /** Ends what is being made; what was spent and not claimed is told in the log. */
  @Override
  public void close() {
    background.close();
  }
}
