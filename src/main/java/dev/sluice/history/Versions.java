package dev.sluice.history;

import dev.sluice.history.Prefix.Block;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares blocks of one request with earlier versions by the words that are kept of these, each
 * pair once. One request, one thread.
 */
final class Versions {
  private static final int MOST_COMPARED = 6;

  private final Blocks bytes;
  private final WordStore words;
  private final Map<Long, Step> done = new HashMap<>();

  Versions(Blocks bytes, WordStore words) {
    this.bytes = bytes;
    this.words = words;
  }

  /**
   * The step from an earlier block to this one, null when no words of that are kept.
   *
   * <p>A version that only wandered keeps the words of the first one: what wanders is new in it all
   * the same, and a clock in a long prompt costs no more than reading it once.
   */
  @Nullable Step step(long before, Block now) {
    Step known = done.get(before);
    if (known != null && known.now == now.own()) {
      return known;
    }
    Words old = done.size() < MOST_COMPARED ? words.of(before) : null;
    if (old == null) {
      return null;
    }
    BlockText text = bytes.read(now);
    Words.Compared compared = old.compare(text.bytes, text.from, text.to);
    String wandering = Wandering.of(compared);
    if (wandering != null) {
      words.putIfAbsent(now.own(), old);
    }
    Step step = new Step(now.own(), compared.alike(), wandering);
    done.put(before, step);
    return step;
  }

  /**
   * From one version to the next.
   *
   * @param now the next one's hash
   * @param alike the share of it that was there before, from 0 to 1
   * @param wandering what changed by itself, null when it was changed in earnest
   */
  record Step(long now, double alike, @Nullable String wandering) {}
}
