package dev.sluice.sim.prompt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The provider's prompt cache (spec anthropic-api section 2.6). Entries stand only where a marker
 * was written; they can be read from the start of the writer's reply on, live from the start of the
 * last request that used them, and are found up to twenty blocks before a marker. Safe for any
 * thread.
 */
public final class PromptCache {
  private static final int LOOK_BACK = 20;
  private static final int SWEEP_AT = 50_000;

  private final Map<Hash, Entry> entries = new HashMap<>();
  private final RandomGenerator random;
  private double missRate;

  private record Entry(Instant until, Ttl ttl) {}

  /** An empty cache whose random misses are drawn from {@code random}. */
  public PromptCache(RandomGenerator random) {
    this.random = random;
  }

  /** Makes a share of the look-ups, 0 to 1, find nothing. */
  public synchronized void missRate(double rate) {
    missRate = rate;
  }

  /** Forgets everything. */
  public synchronized void clear() {
    entries.clear();
  }

  /** How many entries are alive at {@code now}. */
  public synchronized long alive(Instant now) {
    return entries.values().stream().filter(entry -> entry.until.isAfter(now)).count();
  }

  /** Looks a prompt up at {@code now}, refreshes what it finds, and says what must be written. */
  public synchronized CachePlan plan(Prompt prompt, int minimum, Instant now) {
    List<Integer> marked = marked(prompt, minimum);
    if (marked.isEmpty()) {
      return CachePlan.NONE;
    }
    int hit = missRate > 0 && random.nextDouble() < missRate ? -1 : longest(prompt, marked, now);
    refresh(prompt, marked, hit, now);
    return split(prompt, marked, hit);
  }

  /** Makes the entries of {@code plan} readable; their life began at {@code start}. */
  public synchronized void publish(CachePlan plan, Instant start) {
    for (CachePlan.Write write : plan.writes()) {
      extend(write.prefix(), write.ttl(), start);
    }
    if (entries.size() > SWEEP_AT) {
      entries.values().removeIf(entry -> !entry.until.isAfter(start));
    }
  }

  private static List<Integer> marked(Prompt prompt, int minimum) {
    List<Integer> marked = new ArrayList<>(4);
    for (int i = 0; i < prompt.blocks().size(); i++) {
      PromptBlock block = prompt.blocks().get(i);
      if (block.marker() != null && block.upTo() >= minimum) {
        marked.add(i);
      }
    }
    return marked;
  }

  private int longest(Prompt prompt, List<Integer> marked, Instant now) {
    int best = -1;
    for (int i = marked.size() - 1; i >= 0; i--) {
      best = Math.max(best, found(prompt, marked.get(i), best, now));
    }
    return best;
  }

  /** The last position at or before {@code from}, but after {@code best}, that has an entry. */
  private int found(Prompt prompt, int from, int best, Instant now) {
    String run = "";
    int steps = 0;
    for (int i = from; i > best; i--) {
      PromptBlock block = prompt.blocks().get(i);
      boolean sameRun = block.runs() && block.kind().equals(run);
      if (!sameRun && ++steps > LOOK_BACK) {
        return -1;
      }
      run = block.kind();
      if (alive(block.cached(), now)) {
        return i;
      }
    }
    return -1;
  }

  private boolean alive(Hash prefix, Instant now) {
    Entry entry = entries.get(prefix);
    return entry != null && entry.until.isAfter(now);
  }

  private void refresh(Prompt prompt, List<Integer> marked, int hit, Instant now) {
    for (int i = 0; i <= hit; i++) {
      if (i == hit || marked.contains(i)) {
        Hash prefix = prompt.blocks().get(i).cached();
        Entry entry = entries.get(prefix);
        if (entry != null && entry.until.isAfter(now)) {
          extend(prefix, entry.ttl, now);
        }
      }
    }
  }

  private void extend(Hash prefix, Ttl ttl, Instant start) {
    Instant until = start.plus(ttl.life());
    Entry old = entries.get(prefix);
    boolean longer = old != null && old.until.isAfter(until);
    entries.put(prefix, longer ? old : new Entry(until, ttl));
  }

  private static CachePlan split(Prompt prompt, List<Integer> marked, int hit) {
    long read = hit < 0 ? 0 : prompt.blocks().get(hit).upTo();
    long at = read;
    long five = 0;
    long hour = 0;
    List<CachePlan.Write> writes = new ArrayList<>(4);
    for (int i : marked) {
      PromptBlock block = prompt.blocks().get(i);
      Ttl ttl = block.marker();
      if (i <= hit || ttl == null) {
        continue;
      }
      five += ttl == Ttl.FIVE_MINUTES ? block.upTo() - at : 0;
      hour += ttl == Ttl.ONE_HOUR ? block.upTo() - at : 0;
      at = block.upTo();
      writes.add(new CachePlan.Write(block.cached(), ttl));
    }
    return new CachePlan(read, five, hour, writes);
  }
}
