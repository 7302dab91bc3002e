package dev.sluice.history;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When which tools and system prompts were last sent, by tenant and model, for an hour. Bounded;
 * the oldest go first. Safe for any thread.
 */
final class SentPrefixes {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int PARTS = 16;

  private final Hashes hashes;
  private final Part[] parts = new Part[PARTS];

  SentPrefixes(Hashes hashes, int limit) {
    this.hashes = hashes;
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part(Math.max(1, limit / PARTS));
    }
  }

  /** When what stands before the messages was last sent. */
  Turn.Sent of(String tenant, String model, Prefix prefix, Instant now) {
    if (prefix.systemEnd() == 0) {
      return Turn.Sent.NEVER;
    }
    long owner = owner(tenant, model);
    int tools = prefix.toolsEnd();
    Instant toolsAt = tools == 0 ? null : at(key(owner, prefix, tools), now);
    return new Turn.Sent(toolsAt, at(key(owner, prefix, prefix.systemEnd()), now));
  }

  /** Notes that it was sent. */
  void put(String tenant, String model, Prefix prefix, Instant now) {
    long owner = owner(tenant, model);
    if (prefix.toolsEnd() > 0) {
      put(key(owner, prefix, prefix.toolsEnd()), now);
    }
    if (prefix.systemEnd() > prefix.toolsEnd()) {
      put(key(owner, prefix, prefix.systemEnd()), now);
    }
  }

  private long owner(String tenant, String model) {
    return hashes.join(hashes.of(tenant), hashes.of(model));
  }

  private long key(long owner, Prefix prefix, int end) {
    return hashes.join(owner, prefix.packed().upTo(end - 1));
  }

  private @Nullable Instant at(long key, Instant now) {
    Instant at = part(key).at(key);
    return at == null || at.plus(KEPT).isBefore(now) ? null : at;
  }

  private void put(long key, Instant now) {
    part(key).put(key, now);
  }

  private Part part(long key) {
    return parts[(int) (key >>> 60)];
  }

  int size() {
    int size = 0;
    for (Part part : parts) {
      size += part.size();
    }
    return size;
  }

  /** A part of them under its own lock. */
  private static final class Part {
    private final int limit;
    private final LinkedHashMap<Long, Instant> byKey = new LinkedHashMap<>();

    Part(int limit) {
      this.limit = limit;
    }

    synchronized @Nullable Instant at(long key) {
      return byKey.get(key);
    }

    synchronized void put(long key, Instant now) {
      byKey.putLast(key, now);
      while (byKey.size() > limit || byKey.firstEntry().getValue().plus(KEPT).isBefore(now)) {
        byKey.pollFirstEntry();
      }
    }

    synchronized int size() {
      return byKey.size();
    }
  }
}
