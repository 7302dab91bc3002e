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
  private final Learned learned;
  private final Recent<Level, Odds> odds = new Recent<>(KINDS);
  private final Recent<Tail, SentTail> tails = new Recent<>(TAILS);

  private record Level(Program program, Kind kind, int depth, long hash) {}

  private record Tail(String tenant, String model, long prefix) {}

  /**
   * @param levels where what becomes of it counts
   * @param covered how many blocks its tail covers, or would
   * @param written up to which of them it can be read
   * @param ttl for how long
   */
  private record SentTail(List<Odds> levels, int covered, int written, Ttl ttl) {}

  /**
   * Goes on from what was learned before.
   *
   * @param usual what a prefix lives for when nothing else is said
   */
  Experience(Ttl usual, Learned learned) {
    this.usual = usual;
    this.learned = learned;
  }

  /**
   * Learns from a request what became of the one before it in its conversation.
   *
   * @return how many blocks of that one were to be read
   */
  int learn(Asked asked) {
    Turn.Past past = asked.turn().past();
    SentTail before = past == null ? null : before(asked, past);
    if (past == null || before == null) {
      return past == null ? 0 : past.prefix().blocks().size();
    }
    boolean read = reads(asked, past, before, before.covered);
    count(before.levels, last(past.prefix()), read);
    if (read) {
      learned.of(asked.program()).purse.redeem();
    }
    return before.covered;
  }

  /** Learns that a prefix of tools or system prompt comes again, and when it came last. */
  void again(Asked asked, Kind kind, int blocks, Instant last) {
    boolean inTime = usual.reaches(last, asked.now());
    count(levels(asked, kind), asked.hash(blocks), inTime);
  }

  private static void count(List<Odds> levels, long prefix, boolean again) {
    for (Odds level : levels) {
      if (again) {
        level.again(prefix);
      } else {
        level.lost(prefix);
      }
    }
  }

  private static boolean reads(Asked asked, Turn.Past past, SentTail before, int blocks) {
    Turn turn = asked.turn();
    return past.model().equals(turn.model())
        && past.prefix().parameters() == turn.prefix().parameters()
        && past.shared() >= blocks
        && before.ttl.reaches(past.at(), turn.at());
  }

  /**
   * The request is sent with these markers, and it remains to be seen what comes of it.
   *
   * @param covered how many blocks its tail covers, or would
   */
  void sent(Asked asked, Plan plan, int covered) {
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
        new SentTail(levels, covered, plan.tail() == null ? 0 : plan.end(), ttl));
  }

  /**
   * What to think of a prefix of this kind. The most particular experience counts that proves
   * something; where one was written in vain, the general one does not speak for another.
   */
  Belief belief(Asked asked, Kind kind) {
    Instant now = asked.now();
    List<Odds> levels = levels(asked, kind);
    for (Odds level : levels.reversed()) {
      if (level.proven() || level.failed() || level.observations(now) >= ENOUGH) {
        return level.belief(kind, now);
      }
    }
    return levels.getFirst().belief(kind, now);
  }

  /** How many blocks can be read because the request before was written up to there; 0 for none. */
  int readable(Asked asked) {
    Turn.Past past = asked.turn().past();
    SentTail before = past == null ? null : before(asked, past);
    return past != null && before != null && reads(asked, past, before, before.written)
        ? before.written
        : 0;
  }

  /**
   * The block that the request before was written up to, when the end of this one is too far from
   * it; -1 when it is near or was not written.
   *
   * @param end how many blocks this one's tail covers
   */
  int tooFarBack(Asked asked, int end, int most) {
    int written = readable(asked);
    return written > asked.prefix().systemEnd() && end - written >= most ? written - 1 : -1;
  }

  private @Nullable SentTail before(Asked asked, Turn.Past past) {
    return past.prefix().blocks().isEmpty()
        ? null
        : tails.get(new Tail(asked.turn().tenant(), past.model(), last(past.prefix())));
  }

  /** What is known of such prefixes, from the general to the particular. */
  List<Odds> levels(Asked asked, Kind kind) {
    Prefix prefix = asked.prefix();
    List<Odds> levels = new ArrayList<>(3);
    levels.add(learned.of(asked.program()).odds(asked.tools(), kind));
    if (prefix.toolsEnd() > 0) {
      levels.add(level(asked, kind, 1, asked.hash(prefix.toolsEnd())));
    }
    if (asked.system() && kind != Kind.TOOLS) {
      levels.add(level(asked, kind, 2, asked.hash(prefix.systemEnd())));
    }
    return levels;
  }

  private Odds level(Asked asked, Kind kind, int depth, long hash) {
    return odds.get(new Level(asked.program(), kind, depth, hash), () -> new Odds());
  }

  private static long last(Prefix prefix) {
    return prefix.blocks().isEmpty() ? 0 : prefix.blocks().getLast().upTo();
  }
}
