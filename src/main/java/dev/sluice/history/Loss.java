package dev.sluice.history;

import dev.sluice.message.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a request lost of the provider's cache: what its past had in it and is in this request too,
 * against what was read. Pure.
 */
final class Loss {
  private static final long MEANINGFUL = 1_024;
  private static final int LOOK_BACK = 20;

  private Loss() {}

  /** The loss, null when nothing could be read or all of it was, but for a little. */
  static @Nullable CacheBreak of(Turn turn, Usage usage) {
    CacheBreak wandering = wandering(turn, usage);
    return wandering != null ? wandering : ofCached(turn, usage);
  }

  /**
   * What a date, UUID or counter in the prefix costs: all that stands behind it unchanged could be
   * read if it stood still, whether or not anybody still tries to cache it.
   */
  private static @Nullable CacheBreak wandering(Turn turn, Usage usage) {
    Difference difference = turn.difference();
    Turn.Past past = turn.past();
    if (difference == null || past == null || !difference.wandering() || usage.estimated()) {
      return null;
    }
    double scale = (double) usage.totalInput() / Math.max(1, turn.prefix().tokens());
    long lost =
        Math.min(readable(turn, past, past.prefix().tokens(), scale), usage.totalInput())
            - usage.cacheRead();
    return lost <= MEANINGFUL
        ? null
        : new CacheBreak(difference.kind().word(), difference.what(), lost, true);
  }

  private static @Nullable CacheBreak ofCached(Turn turn, Usage usage) {
    Origin origin = turn.origin();
    if (origin == null || origin.cached == null || turn.past() == null || usage.isNone()) {
      return null;
    }
    boolean used = usage.cacheRead() + usage.cacheWrite5m() + usage.cacheWrite1h() > 0;
    if (usage.estimated() || (!used && !origin.asked.marked())) {
      return null;
    }
    Cached cached = origin.cached;
    double depth = cached.tokens() / cached.scale();
    long readable =
        Math.min(readable(turn, turn.past(), depth, cached.scale()), usage.totalInput());
    long lost = readable - usage.cacheRead();
    if (lost <= Math.max(MEANINGFUL, readable / 10)) {
      return null;
    }
    return broken(turn, origin.cached, usage, lost);
  }

  /**
   * How many tokens this request has in common with what the past had up to a depth.
   *
   * @param depth in estimated tokens
   * @param scale the provider's tokens for an estimated one
   */
  private static long readable(Turn turn, Turn.Past past, double depth, double scale) {
    PackedBlocks now = turn.prefix().packed();
    PackedBlocks then = past.prefix().packed();
    Owns rest = new Owns(now, past.shared(), now.size());
    double kept = Math.min(depth, then.tokens(past.shared()));
    for (int i = past.shared(); i < then.size() && then.tokens(i) < depth; i++) {
      if (rest.contains(then.own(i))) {
        kept += Math.min(depth, then.tokens(i + 1)) - then.tokens(i);
      }
    }
    return Math.round(kept * scale);
  }

  private static CacheBreak broken(Turn turn, Cached cached, Usage usage, long lost) {
    Difference difference = turn.difference();
    if (difference != null) {
      return new CacheBreak(
          difference.kind().word(), difference.what(), lost, difference.wandering());
    }
    Duration gap = Duration.between(cached.at(), turn.at());
    Duration lifetime = cached.lifetimeBehind(usage.cacheRead());
    if (gap.compareTo(lifetime) > 0) {
      String what = spoken(gap) + " went by, kept for " + spoken(lifetime);
      return new CacheBreak("expired", what, lost, false);
    }
    return new CacheBreak("unexplained", unexplained(turn), lost, false);
  }

  private static String unexplained(Turn turn) {
    Turn.Past past = turn.past();
    int added = turn.prefix().blocks().size() - (past == null ? 0 : past.shared());
    return added <= LOOK_BACK
        ? "nothing differs"
        : "nothing differs; " + added + " blocks came at once, the provider looks back over 20";
  }

  private static String spoken(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }
}
