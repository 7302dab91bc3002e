package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests have taught about the ones that come after them, by tenant, agent and model: first
 * by tools and system prompt, then by the tools, then by the agent alone, so that a batch of
 * one-shots does not speak for the agent loop beside it. Learnt from the requests themselves, so
 * also from those without a marker. Not safe for several threads.
 */
final class Experience {
  private static final int KINDS = 4_096;
  private static final int TAILS = 4_096;
  private static final double ENOUGH = 2;

  private final Ttl usual;
  private final Recent<Level, Odds> odds = new Recent<>(KINDS);
  private final Recent<Tail, SentTail> tails = new Recent<>(TAILS);

  private record Level(
      String tenant, String agent, String model, Kind kind, int depth, long hash) {}

  private record Tail(String tenant, String model, long prefix) {}

  /**
   * @param levels where what becomes of it counts
   * @param covered how many blocks were covered by its tail
   * @param marked whether its tail was written
   * @param ttl for how long
   */
  private record SentTail(List<Odds> levels, int covered, boolean marked, Ttl ttl) {}

  /**
   * Nothing learnt yet.
   *
   * @param usual what a prefix lives for when nothing else is said
   */
  Experience(Ttl usual) {
    this.usual = usual;
  }

  /**
   * Learns from a request what became of those before it.
   *
   * @return how many blocks of the request before were to be read
   */
  int learn(Asked asked) {
    Prefix prefix = asked.prefix();
    Turn.Sent sent = asked.turn().sent();
    if (prefix.toolsEnd() > 0) {
      again(asked, Kind.TOOLS, prefix.toolsEnd(), sent.tools());
    }
    if (asked.system()) {
      again(asked, Kind.SYSTEM, prefix.systemEnd(), sent.system());
    }
    Turn.Past past = asked.turn().past();
    SentTail before = past == null ? null : before(asked, past);
    if (past == null || before == null) {
      return past == null ? 0 : past.prefix().blocks().size();
    }
    long id = last(past.prefix());
    for (Odds level : before.levels) {
      if (reads(asked, past, before)) {
        level.again(id);
      } else {
        level.lost(id);
      }
    }
    return before.covered;
  }

  private void again(Asked asked, Kind kind, int blocks, @Nullable Instant last) {
    if (last == null) {
      return;
    }
    boolean inTime = usual.reaches(last, asked.now());
    long id = asked.hash(blocks);
    for (Odds level : levels(asked, kind)) {
      if (inTime) {
        level.again(id);
      } else {
        level.lost(id);
      }
    }
  }

  private static boolean reads(Asked asked, Turn.Past past, SentTail before) {
    Turn turn = asked.turn();
    return past.model().equals(turn.model())
        && past.prefix().parameters() == turn.prefix().parameters()
        && past.shared() >= before.covered
        && before.ttl.reaches(past.at(), turn.at());
  }

  /** The request is sent with these markers, and it remains to be seen what comes of it. */
  void sent(Asked asked, Plan plan) {
    Prefix prefix = asked.prefix();
    Instant until = asked.now().plus(usual.life());
    if (prefix.toolsEnd() > 0) {
      levels(asked, Kind.TOOLS).forEach(l -> l.sent(asked.hash(prefix.toolsEnd()), until));
    }
    if (asked.system()) {
      levels(asked, Kind.SYSTEM).forEach(l -> l.sent(asked.hash(prefix.systemEnd()), until));
    }
    Ttl ttl = plan.tail() == null ? usual : plan.tail();
    List<Odds> levels = levels(asked, asked.tail());
    long id = last(prefix);
    levels.forEach(level -> level.sent(id, asked.now().plus(ttl.life())));
    Turn turn = asked.turn();
    tails.put(
        new Tail(turn.tenant(), turn.model(), id),
        new SentTail(levels, plan.end(), plan.tail() != null, ttl));
  }

  /** The chance that a prefix of this kind comes again in time. */
  double chance(Asked asked, Kind kind) {
    Instant now = asked.now();
    Odds odds = levels(asked, kind).getFirst();
    for (Odds level : levels(asked, kind)) {
      odds = level.observations(now) >= ENOUGH ? level : odds;
    }
    return odds.chance(kind, now);
  }

  /**
   * The block that the request before was written up to, when the end of this one is too far from
   * it; -1 when it is near or was not written.
   *
   * @param end how many blocks this one's tail covers
   */
  int tooFarBack(Asked asked, int end, int most) {
    Turn.Past past = asked.turn().past();
    SentTail before = past == null ? null : before(asked, past);
    boolean far =
        past != null
            && before != null
            && before.marked
            && reads(asked, past, before)
            && before.covered > asked.prefix().systemEnd()
            && end - before.covered >= most;
    return far && before != null ? before.covered - 1 : -1;
  }

  private @Nullable SentTail before(Asked asked, Turn.Past past) {
    return past.prefix().blocks().isEmpty()
        ? null
        : tails.get(new Tail(asked.turn().tenant(), past.model(), last(past.prefix())));
  }

  /** From the general to the particular. */
  private List<Odds> levels(Asked asked, Kind kind) {
    Prefix prefix = asked.prefix();
    List<Odds> levels = new ArrayList<>(3);
    levels.add(level(asked, kind, 0, asked.tools() ? 1 : 0));
    if (prefix.toolsEnd() > 0) {
      levels.add(level(asked, kind, 1, asked.hash(prefix.toolsEnd())));
    }
    if (asked.system() && kind != Kind.TOOLS) {
      levels.add(level(asked, kind, 2, asked.hash(prefix.systemEnd())));
    }
    return levels;
  }

  private Odds level(Asked asked, Kind kind, int depth, long hash) {
    Turn turn = asked.turn();
    return odds.computeIfAbsent(
        new Level(turn.tenant(), asked.agent(), turn.model(), kind, depth, hash), _ -> new Odds());
  }

  private static long last(Prefix prefix) {
    return prefix.blocks().isEmpty() ? 0 : prefix.blocks().getLast().upTo();
  }
}
