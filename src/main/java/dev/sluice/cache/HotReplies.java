package dev.sluice.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The replies that were stored or read last, up to 16 MiB, so that a repeat seldom waits for the
 * file. Safe for any thread.
 */
final class HotReplies {
  private static final long MOST = 16L << 20;
  private static final long LARGEST = MOST / 8;

  private final Map<Long, StoredReply> byUse = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  synchronized @Nullable StoredReply find(long id) {
    return byUse.get(id);
  }

  /** Takes a reply unless it is large; those that were not used for longest make room. */
  synchronized void put(long id, StoredReply reply) {
    if (reply.bytes().length > LARGEST) {
      return;
    }
    remove(id);
    byUse.put(id, reply);
    bytes += cost(reply);
    Iterator<StoredReply> oldest = byUse.values().iterator();
    while (bytes > MOST) {
      bytes -= cost(oldest.next());
      oldest.remove();
    }
  }

  synchronized void remove(long id) {
    StoredReply gone = byUse.remove(id);
    bytes -= gone == null ? 0 : cost(gone);
  }

  private static long cost(StoredReply reply) {
    return reply.bytes().length + (long) ExactCache.OVERHEAD;
  }
}
