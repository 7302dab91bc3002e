package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Prefix;
import dev.sluice.history.Prefix.Part;
import dev.sluice.history.Turn;
import dev.sluice.message.Index;
import dev.sluice.message.Index.Place;
import dev.sluice.message.Splices;
import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prompt-cache breakpoints where the client set none (spec anthropic-api section 2.6): at the end
 * of the tools, of the system prompt and of the conversation, where they are expected to pay. A
 * request with a {@code cache_control} of its own keeps exactly its bytes. Safe for any thread.
 */
public final class Breakpoints implements Rewrite {
  private final Economy economy;
  private final ColdPrefixes cold;
  private final Runnable changed;

  /**
   * Breakpoints by this configuration; whether they are on is not asked here.
   *
   * @param clock the time of what is known about the prompt cache
   * @param file where what is learned is kept; whoever has opened it closes it
   */
  public Breakpoints(
      PromptCacheConfig config, ReadFactor prices, InstantSource clock, LearnedFile file) {
    economy = new Economy(config.ttl(), prices, file.learned());
    cold = new ColdPrefixes(config.coldWait(), clock);
    changed = () -> file.changed(() -> economy.text(clock.instant()));
  }

  @Override
  public String mechanism() {
    return Mechanisms.PROMPT_CACHE;
  }

  @Override
  public Edit rewrite(Draft draft) {
    if (draft.isOff(mechanism()) || StandDown.from(draft)) {
      return Edit.NONE;
    }
    if (draft.index().namesCacheControl()) {
      return clients(draft);
    }
    Asked asked = Asked.of(draft);
    Splices splices = new Splices();
    Plan plan = placed(economy.plan(asked), new Spots(draft), splices);
    Stake stake = economy.sent(asked, plan);
    changed.run();
    return plan.isEmpty()
        ? Edit.NONE
        : new Edit(
            splices, List.of(), List.of(new Claim.Marked()), marks(draft, asked, plan, stake));
  }

  /** Adds what the plan asks for; gives the markers for which there was a place. */
  private static Plan placed(Plan plan, Spots spots, Splices splices) {
    Ttl tools = plan.tools() == null ? null : set(spots.tools(), plan.tools(), splices);
    Ttl system = plan.system() == null ? null : set(spots.system(), plan.system(), splices);
    Ttl tail = plan.tail() == null ? null : set(spots.tail(plan.end()), plan.tail(), splices);
    if (tail != null && plan.anchor() >= 0) {
      set(spots.from(plan.anchor(), plan.end() - 1), tail, splices);
    }
    return new Plan(tools, system, tail, plan.end(), plan.anchor());
  }

  private static @Nullable Ttl set(@Nullable Spot spot, Ttl ttl, Splices splices) {
    if (spot == null) {
      return null;
    }
    spot.mark(splices, ttl);
    return ttl;
  }

  /** What follows the reply. */
  private Marks marks(Draft draft, Asked asked, Plan plan, Stake stake) {
    Marks.Told told =
        (usage, status, expected) -> {
          economy.settle(stake, usage, status);
          if (expected && status == 200 && usage.totalInput() > 0) {
            economy.read(draft.turn(), usage.cacheRead() > 0);
          }
          changed.run();
        };
    return new Marks(draft, shared(asked, plan), cold, told);
  }

  /** What others may share of what is written; null when there is no such. */
  private static ColdPrefixes.@Nullable Written shared(Asked asked, Plan plan) {
    int system = asked.prefix().systemEnd();
    int tools = asked.prefix().toolsEnd();
    if (plan.system() != null && asked.surelyFits(system)) {
      return prefix(asked, system, plan.system());
    }
    return plan.tools() != null && asked.surelyFits(tools)
        ? prefix(asked, tools, plan.tools())
        : null;
  }

  private static ColdPrefixes.Written prefix(Asked asked, int blocks, Ttl ttl) {
    Turn turn = asked.turn();
    return new ColdPrefixes.Written(
        new ColdPrefixes.Key(turn.tenant(), turn.model(), asked.hash(blocks)), ttl);
  }

  /**
   * A request with markers of its own keeps its bytes, but may wait for another that writes the
   * same tools and system prompt.
   */
  private Edit clients(Draft draft) {
    Index.Marker last = null;
    for (Index.Marker marker : draft.index().markers()) {
      boolean shared = marker.place() == Place.SYSTEM || marker.place() == Place.TOOL;
      last = shared && (last == null || marker.place() == Place.SYSTEM) ? marker : last;
    }
    Asked asked = Asked.of(draft);
    int blocks = last == null ? 0 : covered(asked.prefix(), last);
    if (last == null || !asked.surelyFits(blocks)) {
      return Edit.NONE;
    }
    Ttl ttl = last.ttl().equals("1h") ? Ttl.LONG : Ttl.SHORT;
    Marks marks = new Marks(draft, prefix(asked, blocks, ttl), cold, (_, _, _) -> {});
    return new Edit(Splices.NONE, List.of(), List.of(), marks);
  }

  /**
   * How many blocks a marker in tools or system covers, 0 when it is on one that does not count.
   */
  private static int covered(Prefix prefix, Index.Marker marker) {
    Part part = marker.place() == Place.TOOL ? Part.TOOL : Part.SYSTEM;
    for (int i = 0; i < prefix.systemEnd(); i++) {
      Prefix.Block block = prefix.blocks().get(i);
      if (block.part() == part && block.at() == marker.at()) {
        return i + 1;
      }
    }
    return 0;
  }
}
