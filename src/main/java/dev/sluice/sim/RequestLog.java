package dev.sluice.sim;

import dev.sluice.sim.json.Json;
import java.util.ArrayDeque;
import java.util.Iterator;
import tools.jackson.databind.node.ArrayNode;

/** The last requests that came, newest last. Safe for any thread. */
final class RequestLog {
  private final ArrayDeque<Seen> last = new ArrayDeque<>();
  private final int keep;
  private long count;

  RequestLog(int keep) {
    this.keep = keep;
  }

  synchronized void add(Seen seen) {
    count++;
    if (keep > 0) {
      if (last.size() == keep) {
        last.removeFirst();
      }
      last.addLast(seen);
    }
  }

  synchronized void clear() {
    last.clear();
    count = 0;
  }

  synchronized long count() {
    return count;
  }

  /** The last {@code limit} of them, oldest first. */
  synchronized ArrayNode json(int limit) {
    ArrayNode list = Json.array();
    int skip = Math.max(0, last.size() - limit);
    Iterator<Seen> all = last.iterator();
    for (int i = 0; all.hasNext(); i++) {
      Seen seen = all.next();
      if (i >= skip) {
        list.add(seen.json());
      }
    }
    return list;
  }
}
