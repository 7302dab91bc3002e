package dev.sluice.history;

import dev.sluice.history.Prefix.Part;

/** How much of an earlier request is in a later one. One request, one thread. */
final class Likeness {
  private final Asked asked;
  private final Versions versions;

  Likeness(Asked asked, Versions versions) {
    this.asked = asked;
    this.versions = versions;
  }

  /**
   * The share of tools and system that both have, from 0 to 1, of the larger of the two; 1 when
   * both have none.
   */
  double ofHead(Prefix past) {
    int end = asked.prefix().systemEnd();
    int pastEnd = past.systemEnd();
    PackedBlocks now = asked.blocks();
    PackedBlocks then = past.packed();
    if (end == pastEnd && (end == 0 || now.upTo(end - 1) == then.upTo(end - 1))) {
      return 1;
    }
    Owns owns = new Owns(then, 0, pastEnd);
    double kept = 0;
    for (int i = 0; i < end; i++) {
      int tokens = now.tokens(i + 1) - now.tokens(i);
      kept += owns.contains(now.own(i)) ? tokens : tokens * rewritten(i, past);
    }
    return kept / Math.max(1, Math.max(now.tokens(end), then.tokens(pastEnd)));
  }

  /** The share of a system block that was in the past's system block at the same place. */
  private double rewritten(int i, Prefix past) {
    int pastAt = i - asked.prefix().toolsEnd() + past.toolsEnd();
    boolean system = asked.blocks().get(i).part() == Part.SYSTEM;
    if (!system || pastAt >= past.systemEnd()) {
      return 0;
    }
    Versions.Step step = versions.step(past.packed().own(pastAt), asked.blocks().get(i));
    return step == null ? 0 : step.alike();
  }

  /**
   * The share of the past's messages that are still there, by tokens or by blocks, from 0 to 1, if
   * this request can be meant as the next one: it goes on behind the place where it differs.
   * Otherwise 0.
   */
  double ofMessages(Prefix past) {
    PackedBlocks now = asked.blocks();
    PackedBlocks then = past.packed();
    int begin = asked.prefix().systemEnd();
    int same = 0;
    while (begin + same < now.size()
        && past.systemEnd() + same < then.size()
        && now.own(begin + same) == then.own(past.systemEnd() + same)) {
      same++;
    }
    if (begin + same >= now.size() || now.get(begin + same).at() == asked.lastMessage()) {
      return 0;
    }
    Owns owns = new Owns(now, begin, now.size());
    int tokens = 0;
    int blocks = 0;
    for (int i = past.systemEnd(); i < then.size(); i++) {
      if (owns.contains(then.own(i))) {
        tokens += then.tokens(i + 1) - then.tokens(i);
        blocks++;
      }
    }
    int all = then.tokens(then.size()) - then.tokens(past.systemEnd());
    return Math.max(
        (double) tokens / Math.max(1, all), (double) blocks / (then.size() - past.systemEnd()));
  }
}
